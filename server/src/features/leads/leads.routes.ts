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
import { serviceOrBasic } from '../../http/access.ts'
import { acceptedFormat, acceptedLanguage } from '../../http/negotiate.ts'
import { pour } from '../../http/pour.ts'
import type { ServicePrincipal } from '../../http/principal.ts'
import { serviceOf, type Api } from '../../http/server.ts'
import * as leads from './leads.ts'

const access = serviceOrBasic('leads:read')
const tags = ['leads']

/** The calls by which machines pull leads. */
export function leadRoutes(api: Api, deps: leads.Deps): void {
  api.get(
    '/api/v1/lead-actions',
    {
      config: { access },
      schema: {
        operationId: 'listLeadActions',
        summary: 'Actions of leads',
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
      if (wantsStream(request)) return await sendStream(deps, 'actions', request, reply)
      const page = await leads.pageOfActions(deps, caller.contract.number, await pageRequest(deps, request))
      caller.countRows(page.data.length)
      return page
    },
  )
  api.get(
    '/api/v1/leads',
    {
      config: { access },
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
      if (wantsStream(request)) return await sendStream(deps, 'leads', request, reply)
      const page = await leads.pageOfLeads(deps, caller.contract.number, await pageRequest(deps, request))
      caller.countRows(page.data.length)
      return page
    },
  )
  api.get(
    '/api/v1/lead-changes',
    {
      config: { access },
      schema: {
        operationId: 'listLeadChanges',
        summary: 'What changed after a sequence number',
        description:
          'Everything after `after`, in order: new actions, changed leads, withdrawn consent, erased people. Store next_after together with the rows and send it as after next time; then nothing is missed and nothing comes twice.',
        tags,
        querystring: changesQuery,
        response: { 200: leadChangePage },
      },
    },
    async (request) => {
      const caller = serviceOf(request)
      const gone = new AbortController()
      request.raw.once('close', () => gone.abort())
      const changes = await leads.changesAfter(deps, caller.contract.number, request.query, {
        segmentLock: caller.segmentLock,
        language: acceptedLanguage(request),
        actor: caller.id,
        signal: gone.signal,
      })
      caller.countRows(changes.data.length)
      return changes
    },
  )
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
): Promise<leads.LeadFilter> {
  const timeZone = await leads.timeZoneOf(deps, caller.contract.number)
  const asked = { ...query, actions: query.action, segments: query.segment, countries: query.country }
  return leads.leadFilter(asked, timeZone, caller.segmentLock)
}

async function pageRequest(deps: leads.Deps, request: LeadsRequest): Promise<leads.PageRequest> {
  const caller = serviceOf(request)
  return {
    filter: await filterOf(deps, request, caller),
    limit: request.query.limit,
    cursor: request.query.cursor,
    language: languageOf(request),
    actor: caller.id,
  }
}

const mediaTypes = {
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
} as const

/** Programs that fetch files ask for the head first. No row leaves, so none is noted as delivered. */
async function sendHead(request: LeadsRequest, reply: FastifyReply): Promise<never> {
  return await reply.type(mediaTypes[formatOf(request)]).send(Readable.from([]))
}

async function sendStream(deps: leads.Deps, rows: RowKind, request: LeadsRequest, reply: FastifyReply) {
  const caller = serviceOf(request)
  const format = formatOf(request) === 'csv' ? 'csv' : 'ndjson'
  const parts = await leads.streamRows(deps, caller.contract.number, {
    rows,
    format,
    filter: await filterOf(deps, request, caller),
    language: languageOf(request),
    locale: request.query.locale ?? null,
    actor: caller.id,
    onRows: caller.countRows,
  })
  void reply.type(mediaTypes[format])
  await pour(reply, parts)
}
