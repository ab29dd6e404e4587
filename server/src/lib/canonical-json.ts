import { isRecord } from './records.ts'
/** JSON with object keys in code unit order: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner))
}

/** As {@link canonicalJson}, for an object of texts alone: what can be told without looking into values. */
export function sortedJson(record: Readonly<Record<string, string>>): string {
  const keys = Object.keys(record).toSorted()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(record[key])}`).join(',')}}`
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))
  // fromEntries defines own properties, so a key named __proto__ stays a plain key.
  return Object.fromEntries(entries)
}
