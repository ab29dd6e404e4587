import { ingestAnswer, type IngestAnswer, type WireEvent } from '@catalytics/contract/events.ts'
import { leadExport, type CreateExport, type LeadExport } from '@catalytics/contract/exports.ts'
import {
  leadAction,
  leadActionPage,
  leadChangePage,
  leadPage,
  type Lead,
  type LeadAction,
} from '@catalytics/contract/leads.ts'
import { whoAmI, type WhoAmI } from '@catalytics/contract/oauth.ts'
import { batchesOf } from './batches.ts'
import { openConnection, type Connection, type Shape } from './connection.ts'
import { downloadOf, finishedExport } from './exports.ts'
import { linesOf } from './lines.ts'

export { withId } from './batches.ts'
export { ExportFailed } from './exports.ts'
export { CatalyticsProblem, CatalyticsUnreachable, type CallError } from './problem.ts'

export type ClientOptions = {
  /** Where the installation is: https://catalytics.example.com */
  readonly url: string
  readonly clientId: string
  readonly password: string
  /** Another `fetch`: one with a proxy, say. */
  readonly fetch?: typeof fetch
  /** How long the server may stay silent, in milliseconds; 60,000 where absent. */
  readonly timeoutMs?: number
  /** How often a call is made again when there is no answer, or one with status 429, 502, 503 or 504; 6 where absent. */
  readonly retries?: number
}

/** Which actions are asked for; what is absent asks for all. Days begin in `tz`, else in the contract's time zone. */
export type LeadFilter = Partial<
  Pick<CreateExport, 'from' | 'to' | 'tz' | 'actions' | 'segments' | 'countries'>
>

export type Stoppable = { readonly signal?: AbortSignal | undefined }
export type Paging = Stoppable & {
  /** Rows a request, 1 to 10,000; 1,000 where absent. */
  readonly pageSize?: number
}

export type ChangesOptions = Paging & {
  /** `next_after` of the last page that was stored; 0 for everything. */
  readonly after?: number
  /** How many seconds a request waits for news, up to 30. With 0 the loop ends when there are none. */
  readonly wait?: number
}

export type ChangePage = ReturnType<typeof leadChangePage.parse>
export type ExportRequest = Pick<CreateExport, 'format'> & Partial<CreateExport>

/** What became of the events of all requests; `index` counts from the first event of the call. */
export type SentEvents = Omit<IngestAnswer, 'last_seq'> & { readonly last_seq: number | null }

/**
 * A client for one service account. Every method may throw {@link CatalyticsProblem} when the server says no,
 * {@link CatalyticsUnreachable} when it says nothing, or the reason of the signal.
 */
export type Client = {
  whoami(options?: Stoppable): Promise<WhoAmI>
  /** Lead actions by number, read page by page. All of them show the state at the first page. */
  leadActions(filter?: LeadFilter, options?: Paging): AsyncGenerator<LeadAction>
  /** Leads, each once, with what they did inside the filter. */
  leads(filter?: LeadFilter, options?: Paging): AsyncGenerator<Lead>
  /** As `leadActions`, in one answer: fewer requests, but begun anew by the caller where the connection breaks. */
  streamLeadActions(filter?: LeadFilter, options?: Stoppable): AsyncGenerator<LeadAction>
  /**
   * Everything that changed after a number, in order, page by page, for as long as the loop runs; ends quietly when the
   * signal is aborted. Store `next_after` together with the rows of its page: then nothing is missed and nothing comes
   * twice, whatever breaks.
   */
  changes(options?: ChangesOptions): AsyncGenerator<ChangePage>
  /**
   * Asks for a file. Without an idempotency key one is made for the call, so that its own repetitions ask once.
   */
  createExport(
    request: ExportRequest,
    options?: Stoppable & { readonly idempotencyKey?: string },
  ): Promise<LeadExport>
  /** @throws ExportFailed when there will be no file */
  waitForExport(
    id: string,
    options?: Stoppable & { readonly onProgress?: (state: LeadExport) => void },
  ): Promise<LeadExport>
  /** The file's bytes; goes on where it was when the connection breaks. Compare with `sha256` of the export. */
  downloadExport(id: string, options?: Stoppable): AsyncGenerator<Uint8Array>
  /**
   * Sends events, 1,000 a request, each request when the one before is durable. An event without an id is given one, so
   * that repetitions inside the call never count twice. To repeat a call that threw, give the events ids of your own
   * (see `withId`).
   */
  sendEvents(events: Iterable<WireEvent> | AsyncIterable<WireEvent>, options?: Stoppable): Promise<SentEvents>
}

/** @throws TypeError for a URL that is none */
export function createClient(options: ClientOptions): Client {
  const { fetch: fetchOf = fetch } = options
  const connection = openConnection({
    url: new URL(options.url).href.replace(/\/$/, ''),
    clientId: options.clientId,
    password: options.password,
    // Not as a method of ours: a browser's own refuses to be called on anything but its window.
    fetch: (input, init) => fetchOf(input, init),
    timeoutMs: options.timeoutMs ?? 60_000,
    retries: options.retries ?? 6,
  })
  return {
    whoami: ({ signal } = {}) => connection.json({ path: '/api/v1/whoami', signal }, whoAmI),
    leadActions: (filter = {}, paging = {}) =>
      rowsOf(connection, '/api/v1/lead-actions', leadActionPage, filter, paging),
    leads: (filter = {}, paging = {}) => rowsOf(connection, '/api/v1/leads', leadPage, filter, paging),
    streamLeadActions: (filter = {}, { signal } = {}) => streamed(connection, filter, signal),
    changes: (changesOptions = {}) => changes(connection, changesOptions),
    createExport: (request, { idempotencyKey = crypto.randomUUID(), signal } = {}) =>
      connection.json(
        {
          method: 'POST',
          path: '/api/v1/lead-exports',
          body: JSON.stringify(request),
          headers: { 'idempotency-key': idempotencyKey },
          signal,
        },
        leadExport,
      ),
    waitForExport: (id, { onProgress, signal } = {}) => finishedExport(connection, id, onProgress, signal),
    downloadExport: (id, { signal } = {}) => downloadOf(connection, id, signal),
    sendEvents: (events, { signal } = {}) => sendEvents(connection, events, signal),
  }
}

type Page<Row> = { readonly data: readonly Row[]; readonly next_cursor: string | null }

async function* rowsOf<Row>(
  connection: Connection,
  path: string,
  shape: Shape<Page<Row>>,
  filter: LeadFilter,
  { pageSize, signal }: Paging,
): AsyncGenerator<Row> {
  let cursor: string | undefined
  do {
    const query = queryOf(filter, { limit: pageSize, cursor })
    const page = await connection.json({ path: path + query, signal }, shape)
    yield* page.data
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
}

async function* streamed(
  connection: Connection,
  filter: LeadFilter,
  signal: AbortSignal | undefined,
): AsyncGenerator<LeadAction> {
  const path = `/api/v1/lead-actions${queryOf(filter, { format: 'ndjson' })}`
  const answer = await connection.open({ path, headers: { accept: 'application/x-ndjson' }, signal })
  for await (const line of linesOf(answer.chunks())) yield leadAction.parse(JSON.parse(line))
}

const longestWaitSeconds = 30

async function* changes(
  connection: Connection,
  { after = 0, wait = longestWaitSeconds, pageSize, signal }: ChangesOptions,
): AsyncGenerator<ChangePage> {
  let from = after
  for (;;) {
    if (signal?.aborted === true) return
    const path = `/api/v1/lead-changes${queryOf({}, { after: from, limit: pageSize, wait })}`
    const page = await connection
      .json({ path, extraMs: wait * 1000, signal }, leadChangePage)
      .catch((error: unknown) => {
        if (signal?.aborted === true) return undefined
        throw error
      })
    if (page === undefined) return
    // A page without rows can lead on as well: past changes that this account must not see.
    if (page.next_after > from) yield page
    from = page.next_after
    if (wait === 0 && from >= page.complete_through) return
  }
}

async function sendEvents(
  connection: Connection,
  events: Iterable<WireEvent> | AsyncIterable<WireEvent>,
  signal: AbortSignal | undefined,
): Promise<SentEvents> {
  let accepted = 0
  let duplicates = 0
  let last_seq: number | null = null
  const rejected: SentEvents['rejected'] = []
  for await (const { body, first } of batchesOf(events)) {
    const answer = await connection.json(
      { method: 'POST', path: '/api/v1/events', body, signal },
      ingestAnswer,
    )
    accepted += answer.accepted
    duplicates += answer.duplicates
    last_seq = answer.last_seq
    for (const refused of answer.rejected) rejected.push({ ...refused, index: refused.index + first })
  }
  return { accepted, duplicates, rejected, last_seq }
}

type Single = Readonly<Record<string, string | number | undefined>>

function queryOf({ actions, segments, countries, ...period }: LeadFilter, rest: Single): string {
  const query = new URLSearchParams()
  const lists = { action: actions, segment: segments, country: countries }
  for (const [name, values] of Object.entries(lists))
    for (const value of values ?? []) query.append(name, value)
  const single: Single = { ...period, ...rest }
  for (const [name, value] of Object.entries(single))
    if (value !== undefined) query.append(name, String(value))
  return query.size === 0 ? '' : `?${query.toString()}`
}
