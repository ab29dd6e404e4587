import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { trackerAnswer, trackerBody, trackerLimits } from '@catalytics/contract/sites.ts'
import { open } from '../../http/access.ts'
import { acceptedKinds, wrongKindOfContent } from '../../http/content-kinds.ts'
import { readBytes } from '../../http/event-body.ts'
import type { RouteMedia } from '../../http/media.ts'
import type { Api } from '../../http/server.ts'
import * as tracker from './ingest.tracker.ts'

const params = z.object({ key: z.string() })

const pageMedia: RouteMedia = {
  takes: {
    'text/plain': { kind: 'text', description: 'JSON text: {"events": […]}, each event without a channel.' },
  },
  takesNoJson: true,
}

/** Where the pages of a site send what happened: write-only, and open to whoever knows the site's public key. */
export async function trackerRoutes(api: Api, deps: tracker.Tracker): Promise<void> {
  await api.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // What sendBeacon sends without asking first (CORS-safelisted, Fetch section 2.2.2).
    scope.addContentTypeParser('text/plain', (request: FastifyRequest, body: Readable) =>
      readBytes(request, body, trackerLimits.bytes),
    )
    const sites = new WeakMap<FastifyRequest, tracker.SendingSite>()
    scope.post(
      '/t/:key',
      {
        config: { access: open, media: pageMedia },
        // Before the body is read: whoever has no key costs nothing but the look at it.
        async onRequest(request, reply) {
          // Answers are nobody's secret; without this, a browser would note each as a blocked one.
          void reply.header('cross-origin-resource-policy', 'cross-origin')
          const { origin } = request.headers
          const sender = { key: params.parse(request.params).key, origin, address: request.ip }
          sites.set(request, await tracker.requireSite(deps, sender))
          void reply.header('access-control-allow-origin', origin).header('vary', 'origin')
        },
        bodyLimit: trackerLimits.bytes,
        // The events are checked one by one, so that good ones are kept when others are bad.
        validatorCompiler: () => () => true,
        schema: {
          operationId: 'trackEvents',
          summary: 'Send events from a page',
          description: `What the script /t.js calls from a catalog site: JSON as text/plain, up to ${trackerLimits.events} events and 64 KiB, from the origins of the site only. The channel is the site of the key. Answers when the accepted events are durable; 429 with Retry-After after ${trackerLimits.requestsPerMinute} requests a minute with a key from one address.`,
          tags: ['events'],
          params,
          body: trackerBody,
          response: { 200: trackerAnswer },
        },
      },
      async (request) => {
        const site = sites.get(request)
        if (site === undefined) throw new TypeError('a request whose site nobody looked for')
        if (!Buffer.isBuffer(request.body)) throw wrongKindOfContent(acceptedKinds(request))
        return await tracker.takeBatch(deps, site, request.body)
      },
    )
  })
}
