import { namesOf } from '@catalytics/contract/columns.ts'
import type { StoredRowKind } from '../../analytics/row-kinds.ts'

/*
 * The event store: what happened, without a name. One table holds the contract's sequence: the recorded events and, in
 * the same order, the changes that a reader of the feed must learn of. It is ordered by contract and sequence, so the
 * feed and exports read forward; the minmax index on `at` serves date ranges, the Bloom filter on `id` finds repeated
 * events. One insert makes one part, so a group of rows becomes visible as a whole or not at all. Parts that a merge or
 * an erasure has replaced leave the disk within seconds: erased means gone.
 */

/** The number by which a row keeps its kind: for good, as rows are stored with it. */
const numberOfKind = {
  event: 1,
  release: 2,
  lead_updated: 3,
  lead_erased: 4,
  consent_withdrawn: 5,
  lead_merged: 6,
} as const satisfies Record<StoredRowKind, number>

/** Columns in the order of an insert, with the cell of each where nothing is given. */
export const emptyCells = {
  contract: 0,
  seq: 0,
  kind: '',
  id: '00000000-0000-0000-0000-000000000000',
  hash: 0,
  type: '',
  at: '',
  received_at: '',
  catalog: '',
  channel_kind: '',
  channel: '',
  category: '',
  part_family: '',
  part_number: '',
  configuration: '',
  cad_format: '',
  document: '',
  document_kind: '',
  document_language: '',
  quote_quantity: null,
  session: '',
  country: '',
  state: '',
  city: '',
  company: '',
  department: '',
  language: '',
  person: 0,
  lead: 0,
  released: 0,
  import_id: '',
} as const satisfies Readonly<Record<string, string | number | null>>
export type EventColumn = keyof typeof emptyCells
export const eventColumns = namesOf(emptyCells)

/**
 * Per contract the highest number that will not be used any more, where a writer went without a word: the events' table
 * refuses what still arrives from it. Only such cases are in here.
 */
export const fenceTable = 'event_fences'

/** Which installation wrote this store: the id that its directory store has. */
export const installationTable = 'installation'

const kindList = Object.entries(numberOfKind)
  .map(([name, value]) => `'${name}' = ${value}`)
  .join(', ')

type Migration = {
  readonly name: string
  /** A list of two: the second one is for a server that is too old for the first. */
  readonly statements: readonly (string | readonly [string, string])[]
}

const byPerson = `ALTER TABLE events ADD PROJECTION IF NOT EXISTS by_person (
  SELECT contract, person, seq, released, type, at, catalog, channel_kind, channel, country, language, part_family
  ORDER BY contract, person, seq)`

export const eventMigrations: readonly Migration[] = [
  {
    name: '0001-events',
    statements: [
      `CREATE TABLE IF NOT EXISTS ${fenceTable} (contract UInt32, seq UInt64,
  CONSTRAINT only_up CHECK seq > joinGet('${fenceTable}', 'seq', contract))
ENGINE = Join(ANY, LEFT, contract) SETTINGS join_any_take_last_row = 1`,
      `CREATE TABLE IF NOT EXISTS events (
  contract UInt32,
  seq UInt64,
  kind Enum8(${kindList}),
  id UUID,
  hash UInt64,
  type LowCardinality(String),
  at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  catalog LowCardinality(String),
  channel_kind LowCardinality(String),
  channel LowCardinality(String),
  category LowCardinality(String),
  part_family LowCardinality(String),
  part_number String,
  configuration String,
  cad_format LowCardinality(String),
  document String,
  document_kind LowCardinality(String),
  document_language LowCardinality(String),
  quote_quantity Nullable(Float64),
  session String,
  country LowCardinality(String),
  state LowCardinality(String),
  city LowCardinality(String),
  company String,
  department LowCardinality(String),
  language LowCardinality(String),
  person UInt32,
  lead UInt8,
  released UInt8,
  import_id LowCardinality(String),
  INDEX at_range at TYPE minmax GRANULARITY 1,
  INDEX id_known id TYPE bloom_filter(0.0001) GRANULARITY 1,
  CONSTRAINT not_fenced CHECK seq > joinGet('${fenceTable}', 'seq', contract)
) ENGINE = MergeTree
ORDER BY (contract, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, non_replicated_deduplication_window = 0,
  old_parts_lifetime = 5, cleanup_delay_period = 1, max_cleanup_delay_period = 2, cleanup_delay_period_random_add = 0`,
    ],
  },
  {
    name: '0002-lead-merged',
    statements: [`ALTER TABLE events MODIFY COLUMN kind Enum8(${kindList})`],
  },
  {
    // Of a block that does not fit its checksum ClickHouse first tries whether one bit was turned, each of them: ten
    // seconds for one of 128 KiB, in which nothing ends the query, and a sixth of a second for these. An insert costs
    // an eighth more of the engine's time.
    name: '0003-small-blocks',
    statements: [
      'ALTER TABLE events MODIFY SETTING min_compress_block_size = 16384, max_compress_block_size = 16384',
    ],
  },
  {
    name: '0004-actions-by-person',
    statements: [
      // The same rows once more, by person: a page of leads reads those of its people alone. Part of each part of the
      // table, so it comes, changes and goes with it. What is stored already follows in the background.
      [`${byPerson} WITH SETTINGS (index_granularity = 512)`, byPerson],
      'ALTER TABLE events MATERIALIZE PROJECTION by_person',
    ],
  },
  {
    name: '0005-installation',
    statements: [
      `CREATE TABLE IF NOT EXISTS ${installationTable} (id String) ENGINE = MergeTree ORDER BY id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    ],
  },
  {
    // A person's rows lie in one or two of the projection's granules, of which a block had up to eight: to read those of a
    // hundred people was to unpack eight times as much. All parts together take a hundredth more room.
    name: '0006-blocks-of-few-granules',
    statements: ['ALTER TABLE events MODIFY SETTING min_compress_block_size = 4096'],
  },
]

/** Holds the names of the applied migrations. */
export const migrationTable =
  'CREATE TABLE IF NOT EXISTS event_migrations (name String) ENGINE = MergeTree ORDER BY name'
