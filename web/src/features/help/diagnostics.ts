import { supportDiagnostics, type SupportDiagnostics } from '@catalytics/contract/help.ts'

export type DiagnosticName = keyof SupportDiagnostics

/** In the order in which they are read. */
export const diagnosticNames = [
  'page',
  'request_ids',
  'version',
  'browser',
  'window',
  'language',
  'theme',
  'time_zone',
  'at',
] as const satisfies readonly DiagnosticName[]

/** Of what the browser could tell, what the server takes: nothing that is odd may hold up a request for help. */
export function takenDiagnostics(told: SupportDiagnostics, without: readonly DiagnosticName[]) {
  const taken = diagnosticNames.filter(
    (name) =>
      told[name] !== undefined &&
      !without.includes(name) &&
      supportDiagnostics.shape[name].safeParse(told[name]).success,
  )
  return supportDiagnostics.parse(Object.fromEntries(taken.map((name) => [name, told[name]])))
}
