import type { Tables } from '../directory/schema.ts'

type TablePlan<Name extends keyof Tables> =
  /** The primary key: the order in which rows are read. */
  | { readonly key: readonly [keyof Tables[Name] & string, ...(keyof Tables[Name] & string)[]] }
  | { readonly leftOut: string }

/**
 * What of the directory store is in a backup: every table must be decided on. The order is that of a restore, so a table
 * comes after those it refers to.
 */
const plans: { readonly [Name in keyof Tables]: TablePlan<Name> } = {
  contracts: { key: ['number'] },
  installation: { key: ['id'] },
  narrowings: { leftOut: 'they are for files, which are not in a backup' },
  segments: { key: ['contract', 'kind', 'key'] },
  site_keys: { key: ['contract', 'site'] },
  sequences: { key: ['contract'] },
  sequence_gaps: { key: ['contract', 'after'] },
  journal: { leftOut: 'the event store has been told all of it when a backup is made' },
  event_counts: { leftOut: 'a restore writes down what it has filled in' },
  people: { key: ['contract', 'number'] },
  people_twins: { key: ['contract', 'number'] },
  erased_people: { key: ['contract', 'number'] },
  erased_addresses: { key: ['contract', 'hash'] },
  quote_messages: { key: ['contract', 'event_id'] },
  quarantine: { key: ['id'] },
  service_accounts: { key: ['client_id'] },
  service_passwords: { key: ['id'] },
  service_usage: { key: ['client_id', 'day'] },
  tokens: { leftOut: 'they live for fifteen minutes' },
  activity: { key: ['id'] },
  activity_heads: { key: ['contract'] },
  deliveries: { key: ['id'] },
  lead_exports: { key: ['id'] },
  idempotency: { key: ['contract', 'actor', 'key'] },
  jobs: { key: ['id'] },
  job_turns: { leftOut: 'whose turn it was says nothing of the next process' },
  imports: { key: ['id'] },
  mails: { leftOut: 'what was to be sent then must not be sent after a restore' },
  users: { key: ['id'] },
  sessions: { leftOut: 'people sign in again' },
  sign_in_origins: { leftOut: 'the next sign-in makes them anew' },
  password_links: { leftOut: 'they are asked for again' },
  recovery_codes: { key: ['user', 'hash'] },
  sign_in_tickets: { leftOut: 'they live for five minutes' },
  set_up_links: { leftOut: 'the next start makes one if it is needed' },
  memberships: { key: ['contract', 'user'] },
  invitations: { key: ['id'] },
  support_requests: { key: ['id'] },
}

export type BackupTable = { readonly name: string; readonly key: readonly string[] }

export const backupTables: readonly BackupTable[] = Object.entries(plans).flatMap(([name, plan]) =>
  'key' in plan ? [{ name, key: plan.key }] : [],
)
