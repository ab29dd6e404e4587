/** JSON with object keys in code unit order: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))
  // fromEntries defines own properties, so a key named __proto__ stays a plain key.
  return Object.fromEntries(entries)
}
