import type { FastifyRequest } from 'fastify'
import type { RequestOrigin } from '../lib/principal.ts'

export function originOf({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): RequestOrigin {
  return { address: ip, client: (headers['user-agent'] ?? '').slice(0, 200) }
}
