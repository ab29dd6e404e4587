import { setTimeout as delay } from 'node:timers/promises'
import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client'
import { hasFailedInside } from './event-faults.ts'

const triesAtMost = 4
const pauseMs = 100

/**
 * Runs a change of stored rows (`ALTER … UPDATE`, `ALTER … DELETE`). ClickHouse keeps one that fails over a part, tries
 * it again ever more rarely, and lets each later change of that table wait for it or fail with it, be it of rows in
 * sound parts only. So one that has failed is ended; and what has failed along with another is tried again without it.
 */
export async function change(
  writer: ClickHouseClient,
  database: string,
  run: () => Promise<unknown>,
): Promise<void> {
  // Whoever began it may have died before ending it.
  await endFailed(writer, database)
  for (let tries = 1; ; tries += 1) {
    try {
      await run()
      return
    } catch (cause) {
      if (!hasFailedInside(cause)) throw cause
      const ended = await endFailed(writer, database)
      const failedAlone = ended === 1
      if (failedAlone || tries === triesAtMost) throw cause
      await delay(tries * pauseMs)
    }
  }
}

/** Ends the changes that have failed over some part, and tells how many these were. */
async function endFailed(writer: ClickHouseClient, database: string): Promise<number> {
  try {
    const answer = await writer.query({
      query:
        "KILL MUTATION WHERE database = {database: String} AND table = 'events' AND NOT is_done AND latest_fail_reason != ''",
      query_params: { database },
      format: 'JSONEachRow',
    })
    return (await answer.json()).length
  } catch (cause) {
    // A server of one's own may not let its user do this; changes of sound rows shall not end by it.
    if (cause instanceof ClickHouseError && cause.type === 'ACCESS_DENIED') return 0
    throw cause
  }
}
