import type { FastifyReply } from 'fastify'

/**
 * The prefix makes browsers refuse it from anywhere but this host over HTTPS (RFC 6265bis section 4.1.3.2); they count
 * http://localhost and http://127.0.0.1 as such.
 */
export const sessionCookie = '__Host-catalytics'

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax'

/** What a browser shows of its session; undefined without one. */
export function sessionTokenOf(header: string | undefined): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === sessionCookie)?.[1]
}

/** Signs a browser in. @param seconds after how long it forgets the session by itself */
export function setSessionCookie(reply: FastifyReply, token: string, seconds: number): void {
  void reply.header('set-cookie', `${sessionCookie}=${token}; ${attributes}; Max-Age=${seconds}`)
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.header('set-cookie', `${sessionCookie}=; ${attributes}; Max-Age=0`)
}
