import { setMaxListeners } from 'node:events'
import type { Log } from '../../lib/log.ts'
import { notNow } from './event-faults.ts'
import { listenForSilence } from './silence.ts'

/** Whether the event store answers at all, so that nobody waits long for one that does not. */
export type Presence = {
  isThere(): boolean
  /**
   * Aborted when the store falls silent: what was asked of it ends then.
   *
   * @throws AppError `unavailable` while it is silent
   */
  signal(): AbortSignal | undefined
  close(): void
}

/** For a store whose silence is somebody else's matter. */
export const alwaysThere: Presence = {
  isThere: () => true,
  signal: () => undefined,
  close: () => undefined,
}

const askEveryMs = 1000
const silentForSeconds = 5

/**
 * Asks a ClickHouse server every second. One that has not answered for five is given up, until it answers again; a long
 * statement of ours is no reason, for this question waits behind none. It is theirs to restart it.
 */
export function watchServer(url: URL, log: Log): Presence {
  const closing = new AbortController()
  let silent = outage()
  let asking = new AbortController()
  let isAsking = false
  const silence = listenForSilence(silentForSeconds, () => {
    asking.abort()
    if (silent.signal.aborted) return
    log.error({ host: url.host, seconds: silentForSeconds }, 'the event store does not answer')
    silent.abort(notNow())
  })

  async function ask(): Promise<void> {
    if (isAsking) return
    isAsking = true
    asking = new AbortController()
    try {
      const answer = await fetch(new URL('ping', bare(url)), {
        headers: credentials(url),
        signal: AbortSignal.any([asking.signal, closing.signal]),
      })
      await answer.arrayBuffer()
      heard()
    } catch {
      // A refused connection is an answer of a kind: every call learns of it at once, by itself.
      if (!asking.signal.aborted) silence.heard()
    } finally {
      isAsking = false
    }
  }

  function heard(): void {
    silence.heard()
    if (!silent.signal.aborted) return
    silent = outage()
    log.info({ host: url.host }, 'the event store answers again')
  }

  const timer = setInterval(() => void ask(), askEveryMs).unref()
  return {
    isThere: () => !silent.signal.aborted,
    signal() {
      silent.signal.throwIfAborted()
      return silent.signal
    },
    close() {
      clearInterval(timer)
      silence.close()
      closing.abort()
    },
  }
}

/** Many statements at a time listen to one. */
function outage(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}

function bare(url: URL): URL {
  const plain = new URL(url)
  plain.username = ''
  plain.password = ''
  return plain
}

function credentials({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}
