import { Histogram, Registry, collectDefaultMetrics, type Metric } from 'prom-client'
import { z } from 'zod'
import { open } from './access.ts'
import type { RouteMedia } from './media.ts'
import type { Api } from './server.ts'

type Deps = {
  readonly isUp: () => Promise<boolean>
  /** What rooms measure, beside the figures of the process and of its calls. */
  readonly metrics: readonly Metric[]
}

const tags = ['health']
const status = z.object({ status: z.string() })
const metricsMedia: RouteMedia = {
  gives: {
    200: {
      description: 'Measurements',
      content: { 'text/plain': { kind: 'text', description: 'Text format of Prometheus, version 0.0.4.' } },
    },
  },
}

/** `/healthz`: the process answers. `/readyz`: it can serve. `/metrics`: Prometheus text. */
export function healthRoutes(api: Api, deps: Deps): void {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics, prefix: 'catalytics_' })
  for (const metric of deps.metrics) metrics.registerMetric(metric)
  const seconds = new Histogram({
    name: 'catalytics_http_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [metrics],
  })
  api.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  api.get(
    '/healthz',
    {
      config: { access: open },
      schema: {
        operationId: 'getHealth',
        summary: 'Whether the process answers',
        tags,
        response: { 200: status },
      },
    },
    async () => ({
      status: 'ok',
    }),
  )
  api.get(
    '/readyz',
    {
      config: { access: open },
      schema: {
        operationId: 'getReadiness',
        summary: 'Whether it can serve',
        tags,
        response: { 200: status, 503: status },
      },
    },
    async (_request, reply) =>
      (await deps.isUp()) ? { status: 'ready' } : reply.code(503).send({ status: 'not ready' }),
  )
  api.get(
    '/metrics',
    {
      config: { access: open, media: metricsMedia },
      schema: { operationId: 'getMetrics', summary: 'Measurements', tags },
    },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()),
  )
}
