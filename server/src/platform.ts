import type { Metric } from 'prom-client'
import type { Examination } from '@catalytics/contract/installation.ts'
import type { Config } from './config.ts'
import type { Api } from './http/server.ts'
import type { Jobs, StoredJob } from './jobs/jobs.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import type { Hashing } from './lib/password-hashing.ts'
import type { BackUp } from './stores/backup/backup.ts'
import type { Directory } from './stores/directory/directory.ts'
import type { EventStore } from './stores/events/event-store.ts'
import type { FileStore } from './stores/files/file-store.ts'
import type { Post } from './stores/mail/post.ts'
import type { Sealings } from './stores/own-key.ts'
import type { Sequence } from './stores/sequence/sequence.ts'

/** What a process does: answer people and machines, take events, work in the background. */
export const roles = ['web', 'ingest', 'jobs'] as const
export type Role = (typeof roles)[number]

/** What every room may stand on: the process's one of each. */
export type Platform = Pick<Config, 'publicUrl' | 'openid' | 'supportEmail'> & {
  readonly roles: readonly Role[]
  readonly clock: Clock
  readonly log: Log
  readonly db: Directory['db']
  /** Makes removed content leave the directory store's files; false while somebody still reads an older state. */
  readonly scrubDirectory: () => Promise<boolean>
  readonly events: EventStore
  /** The event store for one call: when its caller has gone, the engine ends what it is still asked. */
  readonly eventsUntil: (gone: AbortSignal) => EventStore
  readonly sequence: Sequence
  readonly files: FileStore
  /** Whether the disk has room for more than what must be written in any case. */
  readonly hasRoom: () => boolean
  readonly jobs: Pick<Jobs, 'enqueue'>
  /** Undefined where no mail server is set. */
  readonly post: Post | undefined
  readonly sealings: Sealings
  readonly hashing: Hashing
  /** What is done with all of the stores at once. */
  readonly installation: {
    /** The file of the key; null where SECRET_KEY is set. */
    readonly keyFile: string | null
    readonly writeBackup: BackUp
    readonly examine: () => Promise<Examination>
  }
}

/**
 * What `open<Room>(platform, neighbours)` gives: a part of the product that brings its own calls and its own work.
 * Beside it stands what its neighbours, opened later, may call.
 */
export type Room = {
  /** Adds its calls to the API, those that the roles of this process have. */
  readonly routes: (api: Api) => Promise<void> | void
  /** What it does in the background, in processes that do such work. */
  readonly jobs?: readonly StoredJob[]
  /** What it measures, for `/metrics`; none of it names a contract or a person. */
  readonly metrics?: readonly Metric[]
  /** What has to be done before anybody is served. */
  readonly prepare?: () => Promise<void>
  /** Stops, when what it keeps in memory is written: after those that were opened later, and when no call is under way. */
  readonly close?: () => Promise<void> | void
}
