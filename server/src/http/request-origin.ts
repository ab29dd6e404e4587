import type { FastifyRequest } from 'fastify'

/** Where a request comes from: its address, and the program as it names itself (User-Agent). */
export type RequestOrigin = { readonly address: string; readonly client: string }

export function originOf({ ip, headers }: FastifyRequest): RequestOrigin {
  return { address: ip, client: (headers['user-agent'] ?? '').slice(0, 200) }
}
