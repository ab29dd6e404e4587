/** One thing that breaks a rule of ARCHITECTURE.md. */
export type Finding = {
  /** From the root of the repository; the allow-table where an entry of it is unused. */
  readonly path: string
  readonly line: number
  readonly rule: Rule
  /** What is wrong and what to do. */
  readonly message: string
}

/** Every rule; each one has a planted violation. */
export const rules = [
  'place',
  'folder-name',
  'direction',
  'package',
  'room-edge',
  'cycle',
  'default-export',
  'environment',
  'time-and-chance',
  'secret-comparison',
  'other-door',
  'sql',
  'table-owner',
  'store-parameters',
  'size',
  'room-size',
  'syntax',
] as const
export type Rule = (typeof rules)[number]

/** Findings as an editor and a person read them, one a line. */
export function describeFindings(findings: readonly Finding[]): string {
  return findings.map(({ path, line, rule, message }) => `${path}:${line} [${rule}] ${message}`).join('\n')
}
