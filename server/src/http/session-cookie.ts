import type { FastifyReply, FastifyRequest } from 'fastify'
import { accountLimits } from '@catalytics/contract/accounts.ts'
import type { RequestOrigin } from '../lib/principal.ts'
import { randomBase62 } from '../lib/random.ts'
import { originOf } from './request-origin.ts'

/**
 * The prefix makes browsers refuse it from anywhere but this host over HTTPS (RFC 6265bis section 4.1.3.2); they count
 * http://localhost and http://127.0.0.1 as such.
 */
export const sessionCookie = '__Host-catalytics'
/** By this a browser is known again after signing out; it opens nothing. */
const deviceCookie = '__Host-catalytics-device'

/** Binds what comes back from somebody else's sign-in page to the browser that went there. */
const flowCookie = '__Host-catalytics-openid'

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax'
const deviceSeconds = 400 * 86_400
const deviceShape = /^[0-9A-Za-z]{43}$/

/** What a browser shows of its session; undefined without one. */
export function sessionTokenOf(header: string | undefined): string | undefined {
  return cookieOf(header, sessionCookie)
}

/** Where a request of a browser comes from that is about to be signed in; one that is not known yet gets its secret. */
export function browserOf(request: FastifyRequest): RequestOrigin & { readonly device: string } {
  const known = cookieOf(request.headers.cookie, deviceCookie)
  const device = known !== undefined && deviceShape.test(known) ? known : randomBase62(43)
  return { ...originOf(request), device }
}

/** Lets a browser be known again. */
export function rememberBrowser(reply: FastifyReply, { device }: { readonly device: string }): void {
  void reply.header('set-cookie', `${deviceCookie}=${device}; ${attributes}; Max-Age=${deviceSeconds}`)
}

/** Signs a browser in, and lets it be known again. @param session what the session's cookie says */
export function signInBrowser(
  reply: FastifyReply,
  browser: { readonly device: string },
  session: string,
): void {
  const cookie = `${sessionCookie}=${session}; ${attributes}; Max-Age=${accountLimits.sessionSeconds}`
  void reply.header('set-cookie', cookie)
  rememberBrowser(reply, browser)
}

export function signOutBrowser(reply: FastifyReply): void {
  void reply.header('set-cookie', `${sessionCookie}=; ${attributes}; Max-Age=0`)
}

export function setFlowCookie(reply: FastifyReply, flow: string, seconds: number): void {
  void reply.header('set-cookie', `${flowCookie}=${flow}; ${attributes}; Max-Age=${seconds}`)
}

/** What {@link setFlowCookie} left, which is of no use a second time. */
export function takeFlowCookie(request: FastifyRequest, reply: FastifyReply): string | undefined {
  void reply.header('set-cookie', `${flowCookie}=; ${attributes}; Max-Age=0`)
  return cookieOf(request.headers.cookie, flowCookie)
}

function cookieOf(header: string | undefined, wanted: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === wanted)?.[1]
}
