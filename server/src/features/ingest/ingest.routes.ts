import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { event, ingestAnswer, ingestLimits } from '@catalytics/contract/events.ts'
import { service } from '../../http/access.ts'
import { acceptedKinds, wrongKindOfContent } from '../../http/content-kinds.ts'
import { readBytes } from '../../http/event-body.ts'
import { ndjsonType, type RouteMedia } from '../../http/media.ts'
import { serviceOf, type Api } from '../../http/server.ts'
import { loopTurn, openPieces } from '../../lib/loop-turns.ts'
import { eventsIn, largeBytes } from './ingest.body.ts'
import * as ingest from './ingest.ts'

const eventMedia: RouteMedia = {
  takes: { [ndjsonType]: { kind: 'text', description: 'One event a line.' } },
}

/** Calls with which catalog sites and networks send events. */
export async function ingestRoutes(api: Api, deps: ingest.Ingest): Promise<void> {
  // Own parsers, so only inside: the body stays bytes until its size and encoding are known to be right.
  await api.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    for (const type of ['application/json', 'application/x-ndjson', 'application/ndjson']) {
      scope.addContentTypeParser(type, (request: FastifyRequest, body: Readable) =>
        readBytes(request, body, ingestLimits.bytes),
      )
    }
    scope.post(
      '/api/v1/events',
      {
        config: { access: service('events:write'), media: eventMedia },
        bodyLimit: ingestLimits.bytes,
        // Events are checked one by one, so that good ones are kept when others are bad.
        validatorCompiler: () => () => true,
        schema: {
          operationId: 'sendEvents',
          summary: 'Send events',
          description:
            'Answers when the accepted events are durable. Up to 10,000 events and 10 MiB (unpacked) a request; gzip or zstd by Content-Encoding; one event a line as application/x-ndjson. An event sent again with the same id counts once.',
          tags: ['events'],
          body: z.strictObject({ events: z.array(event).max(ingestLimits.events) }),
          response: { 200: ingestAnswer },
        },
      },
      async (request) => {
        const caller = serviceOf(request)
        if (!Buffer.isBuffer(request.body)) {
          throw wrongKindOfContent(acceptedKinds(request))
        }
        const kind = request.headers['content-type']?.includes('ndjson') === true ? 'ndjson' : 'json'
        const { number } = caller.contract
        if (request.body.length > largeBytes) await loopTurn(number)
        const events = await eventsIn(request.body, kind, openPieces(number))
        const answer = await ingest.takeEventsOf(deps, number, events, {
          name: caller.id,
          segmentLock: caller.segmentLock,
          importId: '',
        })
        caller.countRows(answer.accepted)
        return answer
      },
    )
  })
}
