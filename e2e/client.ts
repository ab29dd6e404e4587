import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { ingestAnswer, type IngestAnswer, type WireEvent } from '@catalytics/contract/events.ts'
import type { Account } from './server-process.ts'

/** What a call was answered; `status` 0 where the connection broke or nobody listened. */
export type Reply = { readonly status: number; readonly retryAfter: string | null; readonly text: string }

/** A catalog site or a CRM, as far as these tests need one. */
export type Client = {
  /** Sends a batch once. */
  send(events: readonly WireEvent[]): Promise<Reply>
  /** Sends a batch until it is acknowledged, as a good client does. Rejects after two minutes. */
  deliver(events: readonly WireEvent[]): Promise<IngestAnswer>
  get(path: string, signal?: AbortSignal): Promise<Reply>
  /** Asks until there is an answer, as a good client does. Rejects after two minutes. */
  getSoon(path: string): Promise<Reply>
}

const attemptMs = 30_000
const patienceMs = 120_000
/** Servers ask for longer pauses; a test has none to spare. */
const longestPauseMs = 250
const tokenAnswer = z.object({ access_token: z.string() })

/** @param urls where to call; a call that fails goes to the next of them */
export function openClient(urls: readonly string[], account: Account): Client {
  const basic = `Basic ${Buffer.from(`${account.clientId}:${account.password}`).toString('base64')}`
  let token: string | undefined
  let turn = 0

  async function call(path: string, init: RequestInit, signal?: AbortSignal): Promise<Reply> {
    const limit = AbortSignal.timeout(attemptMs)
    const url = `${urls[turn % urls.length]}${path}`
    try {
      const answer = await fetch(url, {
        ...init,
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      })
      return {
        status: answer.status,
        retryAfter: answer.headers.get('retry-after'),
        text: await answer.text(),
      }
    } catch (error) {
      turn += 1
      return { status: 0, retryAfter: null, text: String(error) }
    }
  }

  async function send(events: readonly WireEvent[]): Promise<Reply> {
    if (token === undefined) {
      const answer = await call('/oauth/token', {
        method: 'POST',
        headers: { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=client_credentials',
      })
      if (answer.status !== 200) return answer
      token = tokenAnswer.parse(JSON.parse(answer.text)).access_token
    }
    const reply = await call('/api/v1/events', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    })
    if (reply.status === 401) token = undefined
    return reply
  }

  const get = (path: string, signal?: AbortSignal) =>
    call(path, { headers: { authorization: basic } }, signal)
  return {
    send,
    deliver: async (events) => ingestAnswer.parse(JSON.parse((await answered(() => send(events))).text)),
    get,
    getSoon: (path) => answered(() => get(path)),
  }
}

async function answered(ask: () => Promise<Reply>): Promise<Reply> {
  const from = performance.now()
  for (;;) {
    const reply = await ask()
    if (reply.status === 200) return reply
    const isTransient = reply.status === 0 || reply.status === 401 || reply.status === 503
    if (!isTransient || performance.now() - from > patienceMs)
      throw new Error(`not answered: ${reply.status} ${reply.text}`)
    await delay(longestPauseMs)
  }
}
