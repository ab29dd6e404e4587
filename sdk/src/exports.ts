import { leadExport, type LeadExport } from '@catalytics/contract/exports.ts'
import { pause } from './attempts.ts'
import type { Answer, Connection } from './connection.ts'
import { CatalyticsUnreachable } from './problem.ts'

/** An export ended without a file. */
export class ExportFailed extends Error {
  override readonly name = 'ExportFailed'
  /** The export as the server told it last; its `error` says why. */
  readonly state: LeadExport

  constructor(state: LeadExport) {
    super(state.error ?? `The export ${state.id} is ${state.status}.`)
    this.state = state
  }
}

const firstLookMs = 200
const longestPauseMs = 5000

/** Looks at an export, less and less often, until its file is there. */
export async function finishedExport(
  connection: Connection,
  id: string,
  onProgress: ((state: LeadExport) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<LeadExport> {
  for (let pauseMs = firstLookMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 1.5)) {
    const state = await connection.json({ path: pathOf(id), signal }, leadExport)
    onProgress?.(state)
    if (state.status === 'done' && state.file !== null) return state
    if (state.status !== 'queued' && state.status !== 'running') throw new ExportFailed(state)
    await pause(pauseMs, signal)
  }
}

/** The bytes of an export's file; after a break the rest is asked for (RFC 9110 section 14.2). */
export async function* downloadOf(
  connection: Connection,
  id: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  let received = 0
  let etag: string | null = null
  let breaks = 0
  for (;;) {
    const answer = await connection.open({
      path: `${pathOf(id)}/file`,
      headers: rest(received, etag),
      signal,
    })
    requireRest(answer, received)
    etag = answer.headers.get('etag')
    try {
      for await (const chunk of answer.chunks()) {
        received += chunk.length
        breaks = 0
        yield chunk
      }
      return
    } catch (error) {
      breaks += 1
      if (!(error instanceof CatalyticsUnreachable) || breaks > connection.retries) throw error
    }
  }
}

function rest(received: number, etag: string | null): Readonly<Record<string, string>> {
  const accept = { accept: '*/*' }
  if (received === 0 || etag === null) return accept
  return { ...accept, range: `bytes=${received}-`, 'if-range': etag }
}

function requireRest(answer: Answer, received: number): void {
  if (received === 0 || answer.status === 206) return
  throw new CatalyticsUnreachable(
    'The download broke off, and the server does not give the rest of the file alone.',
  )
}

function pathOf(id: string): string {
  return `/api/v1/lead-exports/${encodeURIComponent(id)}`
}
