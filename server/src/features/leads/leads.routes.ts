import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  changesQuery,
  leadActionPage,
  leadChangePage,
  leadPage,
  leadQuery,
  type LeadQuery,
  type RowKind,
} from '@catalytics/contract/leads.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { serviceOrBasic } from '../../http/access.ts'
import { ndjsonType } from '../../http/media.ts'
import { acceptedFormat, acceptedLanguage } from '../../http/negotiate.ts'
import { pour } from '../../http/pour.ts'
import { serviceOf, type Api } from '../../http/server.ts'
import { whenGone } from '../../http/when-gone.ts'
import { AppError } from '../../lib/errors.ts'
import type { ServicePrincipal } from '../../lib/principal.ts'
import { openHeldRows, type HeldRows } from './leads.held-rows.ts'
import { openPlaces, type Places } from './leads.places.ts'
import * as leads from './leads.ts'

const access = serviceOrBasic('leads:read')
const tags = ['leads']
const tooManyRows = {
  429: 'As many rows of this account (20,000) or its contract (40,000) as may be on their way at once wait to be read, or as many streams (2) are',
} as const
const rowMedia = {
  refuses: tooManyRows,
  gives: {
    200: {
      description: 'A page of rows as JSON, or all of them as a stream',
      content: {
        [ndjsonType]: { kind: 'text', description: 'One row a line, with the fields of a row of a page.' },
        'text/csv': { kind: 'text', description: 'A header, then one record a row (RFC 4180).' },
      },
    },
  },
} as const

type LeadCalls = leads.Deps & {
  /** The event store for one call: when its caller has gone, the engine ends what it is still asked. */
  readonly eventsUntil: (gone: AbortSignal) => leads.Deps['events']
}

/** Calls for programs that pull leads. */
export function leadRoutes(api: Api, deps: LeadCalls): void {
  const places = openPlaces()
  const heldRows = openHeldRows()
  api.get(
    '/api/v1/lead-actions',
    {
      config: { access, media: rowMedia },
      schema: {
        operationId: 'listLeadActions',
        summary: 'Lead actions',
        description:
          'One row per action of a person who agreed, ordered by seq. JSON comes in pages; with Accept application/x-ndjson or text/csv, or format=, the whole result is streamed.',
        tags,
        querystring: leadQuery,
        response: { 200: leadActionPage },
      },
    },
    async (request, reply) => {
      const caller = serviceOf(request)
      if (request.method === 'HEAD') return await sendHead(request, reply)
      if (wantsStream(request)) return await sendStream({ ...deps, places }, 'actions', request, reply)
      const { number } = caller.contract
      const held = holding(heldRows, request, reply)
      return await held.during(async () => {
        await held.take()
        const page = await leads.pageOfActions(
          askedUntil(held.gone, deps),
          number,
          await pageRequest(deps, request),
        )
        caller.countRows(page.count)
        return await sendJson(request, reply, page.json)
      })
    },
  )
  api.get(
    '/api/v1/leads',
    {
      config: { access, media: rowMedia },
      schema: {
        operationId: 'listLeads',
        summary: 'Leads',
        description:
          'One row per person who agreed, with what they did inside the filter. Formats as for lead-actions.',
        tags,
        querystring: leadQuery,
        response: { 200: leadPage },
      },
    },
    async (request, reply) => {
      const caller = serviceOf(request)
      if (request.method === 'HEAD') return await sendHead(request, reply)
      if (wantsStream(request)) return await sendStream({ ...deps, places }, 'leads', request, reply)
      const { number } = caller.contract
      const held = holding(heldRows, request, reply)
      return await held.during(async () => {
        await held.take()
        const page = await leads.pageOfLeads(
          askedUntil(held.gone, deps),
          number,
          await pageRequest(deps, request),
        )
        caller.countRows(page.count)
        return await sendJson(request, reply, page.json)
      })
    },
  )
  api.get(
    '/api/v1/lead-changes',
    {
      config: { access, media: { refuses: tooManyRows } },
      schema: {
        operationId: 'listLeadChanges',
        summary: 'Change feed: changes after a sequence number',
        description:
          'Everything after `after`, in order: new actions, changed leads, withdrawn consent, erased people. Store next_after together with the rows and send it as after next time; then nothing is missed and nothing comes twice.',
        tags,
        querystring: changesQuery,
        response: { 200: leadChangePage },
      },
    },
    async (request, reply) => {
      const caller = serviceOf(request)
      const { number } = caller.contract
      const held = holding(heldRows, request, reply)
      return await held.during(async () => {
        const changes = await leads.changesAfter(askedUntil(held.gone, deps), number, request.query, {
          segmentLock: caller.segmentLock,
          language: acceptedLanguage(request),
          actor: caller.id,
          signal: held.gone,
          hold: () => held.take(),
          now: async () => {
            request.principal = await request.standing.now('answer')
            return serviceOf(request)
          },
        })
        caller.countRows(changes.count)
        return await sendJson(request, reply, changes.json)
      })
    },
  )
}

/** What callers share, such as the order of leads, is asked for all of them and goes on. */
function askedUntil(gone: AbortSignal, { eventsUntil, ...deps }: LeadCalls): leads.Deps {
  return { ...deps, events: eventsUntil(gone) }
}

type LeadsRequest = FastifyRequest & { readonly query: LeadQuery }

function wantsStream(request: LeadsRequest): boolean {
  return formatOf(request) !== 'json'
}

function formatOf(request: LeadsRequest): 'json' | 'ndjson' | 'csv' {
  return request.query.format ?? acceptedFormat(request)
}

function languageOf(request: LeadsRequest): string {
  return request.query.locale ?? acceptedLanguage(request)
}

async function filterOf(
  deps: leads.Deps,
  { query }: LeadsRequest,
  caller: ServicePrincipal,
): Promise<leads.Filter> {
  const timeZone = await leads.timeZoneOf(deps, caller.contract.number)
  const asked = { ...query, actions: query.action, segments: query.segment, countries: query.country }
  return leads.filterOf(asked, timeZone, caller.segmentLock)
}

async function pageRequest(deps: leads.Deps, request: LeadsRequest): Promise<leads.PageRequest> {
  const caller = serviceOf(request)
  return {
    filter: await filterOf(deps, request, caller),
    limit: request.query.limit,
    cursor: request.query.cursor,
    language: languageOf(request),
    actor: caller.id,
    stillAllowed: () => request.standing.check('answer'),
  }
}

const mediaTypes = {
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
} as const

/**
 * Rows that are JSON already go past the route's schema, which would check and write thousands of them once more; what they
 * are is proved by tests.
 */
async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  json: Buffer,
): Promise<FastifyReply | undefined> {
  void reply.type(mediaTypes.json)
  if (json.length <= atOnceBytes) return await reply.send(json)
  void reply.header('content-length', json.length)
  await pour(reply, onePiece(json), request.standing)
  return undefined
}

/** What is larger leaves as its reader takes it: who takes nothing must not keep it in memory for long. */
const atOnceBytes = 64 * 1024

async function* onePiece(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes)
}

/** Programs that fetch files ask for the head first. No row leaves, so none is noted as delivered. */
async function sendHead(request: LeadsRequest, reply: FastifyReply): Promise<never> {
  if (wantsStream(request)) refuseCursor(request)
  return await reply.type(mediaTypes[formatOf(request)]).send(Readable.from([]))
}

async function sendStream(
  { places, ...deps }: LeadCalls & { readonly places: Places },
  rows: RowKind,
  request: LeadsRequest,
  reply: FastifyReply,
) {
  refuseCursor(request)
  const caller = serviceOf(request)
  const format = formatOf(request) === 'csv' ? 'csv' : 'ndjson'
  const signal = whenGone(reply)
  const leavePlace = places.take(caller.contract.number, caller.id)
  try {
    const parts = await leads.streamRows(askedUntil(signal, deps), caller.contract.number, {
      rows,
      format,
      filter: await filterOf(deps, request, caller),
      language: languageOf(request),
      locale: request.query.locale ?? null,
      actor: caller.id,
      signal,
      onRows: caller.countRows,
    })
    void reply.type(mediaTypes[format])
    await pour(reply, parts, request.standing)
  } finally {
    leavePlace()
  }
}

/** A stream begins at the beginning: who asks for it from a cursor on would get the rows before once more. */
function refuseCursor({ query }: LeadsRequest): void {
  if (query.cursor === undefined) return
  const message =
    'cursor: a stream has no pages. Leave cursor out to get all rows, or ask for the next page with format=json.'
  throw new AppError('invalid', message, {
    because: because('no_pages_of_a_stream'),
    parameter: 'cursor',
  })
}

/**
 * Room for the rows of one answer: given back when the work is over and the answer has left, whichever is later. Who asks
 * and hangs up has no more under way than who stays.
 */
function holding(
  heldRows: HeldRows,
  request: FastifyRequest & { readonly query: { readonly limit: number } },
  reply: FastifyReply,
) {
  const { contract, id } = serviceOf(request)
  const gone = whenGone(reply)
  let held: (() => void) | undefined
  const giveBack = () => held?.()
  return {
    gone,
    async take(): Promise<() => void> {
      held = await heldRows.take(contract.number, id, request.query.limit, gone)
      return held
    },
    async during<Result>(work: () => Promise<Result>): Promise<Result> {
      try {
        return await work()
      } finally {
        if (gone.aborted) giveBack()
        else gone.addEventListener('abort', giveBack)
      }
    },
  }
}
