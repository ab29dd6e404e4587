import { z } from 'zod'
import { contractId, contractNumber } from '@catalytics/contract/ids.ts'

/*
 * A backup is a tar archive:
 *   events/000001.ndjson.zst            rows of the event store as JSON arrays, one a line, by contract and number
 *   directory/TABLE/000001.ndjson.zst   rows of a table of the directory store as JSON objects, one a line
 *   manifest.json                       this, with the hash of every part
 *   manifest.sha256                     the hash of this, last: a backup that has it is complete
 * Parts of both stores may alternate; those of a table are in its order. Nothing in it depends on which stores it came
 * from, so it can go from SQLite to PostgreSQL, from our own engine to a ClickHouse server, and back.
 */

export const manifestName = 'manifest.json'
export const manifestHashName = 'manifest.sha256'

const part = z.object({ name: z.string(), bytes: z.int(), sha256: z.string(), rows: z.int() })
export type Part = z.infer<typeof part>

export const manifest = z.object({
  format: z.literal('catalytics-backup-1'),
  /** The version of Catalytics that made it. */
  version: z.string(),
  made_at: z.iso.datetime(),
  directory: z.object({
    migrations: z.array(z.string()),
    tables: z.record(z.string(), z.object({ columns: z.array(z.string()), rows: z.int() })),
  }),
  events: z.object({
    migrations: z.array(z.string()),
    columns: z.array(z.string()),
    rows: z.int(),
  }),
  contracts: z.array(
    z.object({
      number: contractNumber,
      id: contractId,
      name: z.string(),
      rows: z.int(),
      last_seq: z.int(),
    }),
  ),
  parts: z.array(part),
})
export type Manifest = z.infer<typeof manifest>
