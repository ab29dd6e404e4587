import { z } from 'zod'
import { contractId } from './ids.ts'

/*
 * The installation as a whole, for its operator: what is above contracts. Reached over the admin socket only.
 */

export const backupRequest = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(4096)
    .meta({ description: 'The file to write, on the machine of the server; it must not exist yet.' }),
})

/** What a backup holds of a contract. */
export const contractInBackup = z.object({
  id: contractId,
  name: z.string(),
  /** Rows of its sequence: events and changes. */
  rows: z.int(),
  last_seq: z.int(),
})

/** A backup that was written, or restored. */
export const backupSummary = z.object({
  path: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  made_at: z.iso.datetime(),
  contracts: z.array(contractInBackup),
  /** Rows of the directory store by table. */
  tables: z.record(z.string(), z.int()),
  /**
   * The file with the key that seals and hashes, which is in no backup: keep a copy beside the backup; after a restore it
   * must be there before the first start. Null where SECRET_KEY is set.
   */
  key_file: z.string().nullable(),
})
export type BackupSummary = z.infer<typeof backupSummary>

export const backupProgress = z.object({ rows: z.int(), of: z.int() })
export type BackupProgress = z.infer<typeof backupProgress>

/** What `doctor` looks at, in this order. */
export const checkNames = [
  'settings',
  'node',
  'disk',
  'data_folder',
  'directory',
  'rows',
  'migrations',
  'event_store',
  'sequences',
  'event_ids',
  'people',
  'activity',
  'secrets',
  'export_files',
  'mail',
] as const
export type CheckName = (typeof checkNames)[number]

export const finding = z.object({
  check: z.enum(checkNames),
  /** `skipped`: what it needs could not be reached. */
  status: z.enum(['ok', 'problem', 'skipped']),
  detail: z.string(),
  /** What to do about a problem. */
  todo: z.string().nullable(),
})
export type Finding = z.infer<typeof finding>

export const examination = z.object({ healthy: z.boolean(), findings: z.array(finding) })
export type Examination = z.infer<typeof examination>
