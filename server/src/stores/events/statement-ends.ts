import { randomUUID } from 'node:crypto'
import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client'
import type { Presence } from './presence.ts'
import { fenceTable } from './schema.ts'

/*
 * How statements end before their time: a client that hangs up leaves them running.
 */

/** What ends a statement: whichever of these comes first. */
export function endedBy(...signals: readonly (AbortSignal | undefined)[]): {
  readonly abort_signal?: AbortSignal
} {
  const given = signals.filter((signal) => signal !== undefined)
  return given.length === 0 ? {} : { abort_signal: AbortSignal.any(given) }
}

export type Write = {
  /** Names the write among all that go on. */
  readonly queryId: string
  /** The numbers that nobody will use any more once the write is settled: a write on its way with them is refused. */
  readonly fence?: { readonly contract: number; readonly through: number }
}

/**
 * Ends a write on a server that outlives whoever sent it. It may be running; or lie unread in a connection of a process
 * that has died, or that sleeps. So the fence comes first: what begins after the kill finds it and is refused.
 */
export async function endForCertain(
  writer: ClickHouseClient,
  { queryId, fence }: Write,
  presence: Presence,
): Promise<void> {
  if (fence !== undefined) await raiseFence(writer, fence, presence)
  await killed(writer, queryId, presence.signal())
}

/** Resolves when no statement of this name is running. */
export async function killed(
  writer: ClickHouseClient,
  queryId: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  await writer.command({
    query: 'KILL QUERY WHERE query_id = {queryId: String} SYNC',
    query_params: { queryId },
    ...endedBy(signal),
  })
}

/** The table takes only higher numbers: a process that slept for long may come with an old one. */
async function raiseFence(
  writer: ClickHouseClient,
  fence: NonNullable<Write['fence']>,
  presence: Presence,
): Promise<void> {
  const values = [{ contract: fence.contract, seq: fence.through }]
  try {
    await writer.insert({
      table: fenceTable,
      values,
      format: 'JSONEachRow',
      ...endedBy(presence.signal()),
    })
  } catch (cause) {
    const isHighEnough = cause instanceof ClickHouseError && cause.type === 'VIOLATED_CONSTRAINT'
    if (!isHighEnough) throw cause
  }
}

type Reading = {
  readonly queryId: string
  /** Aborted when it has been given up and the engine is done with it. */
  readonly signal: AbortSignal
  /** Ends it; resolves when the engine has. */
  giveUp(): Promise<void>
  /** To be called when the answer is there, or nobody waits for it any more. */
  close(): Promise<void>
}

/**
 * A read that may be given up: the engine ends it first, and only then does whoever asked learn of it. A connection that is
 * merely dropped leaves the statement behind, to be run for nobody, and whoever asks and hangs up again and again would have
 * any number of them.
 */
export function openReading(
  end: (queryId: string) => Promise<void>,
  signal: AbortSignal | undefined,
): Reading {
  signal?.throwIfAborted()
  const queryId = randomUUID()
  const ended = new AbortController()
  let ending: Promise<void> | undefined
  const giveUp = () => (ending ??= end(queryId).finally(() => ended.abort(signal?.reason)))
  const onAbort = () => void giveUp()
  signal?.addEventListener('abort', onAbort, { once: true })
  return {
    queryId,
    signal: ended.signal,
    giveUp,
    async close() {
      signal?.removeEventListener('abort', onAbort)
      await ending
    },
  }
}
