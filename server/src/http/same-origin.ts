import type { FastifyRequest } from 'fastify'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'

/**
 * Keeps other people's pages from acting with a browser's session: what changes something must come from a page of
 * this installation, as Sec-Fetch-Site (Fetch Metadata) or Origin (RFC 6454 section 7) says.
 *
 * @throws AppError `forbidden`
 */
export function requireOwnPage(request: FastifyRequest, publicUrl: string): void {
  if (isSafe(request.method)) return
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site === 'same-origin' || (origin !== undefined && isOwn(origin, request, publicUrl))) return
  throw foreignPage()
}

/**
 * The same where no session stands behind the call yet: a program, which sends neither header, may.
 *
 * @throws AppError `forbidden`
 */
export function refuseForeignPage(request: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site === 'same-origin' || site === 'none') return
  if (site === undefined && (origin === undefined || isOwn(origin, request, publicUrl))) return
  if (isSafe(request.method)) return
  throw foreignPage()
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

function isOwn(origin: string, request: FastifyRequest, publicUrl: string): boolean {
  return origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.host}`
}

function foreignPage(): AppError {
  return new AppError(
    'forbidden',
    'With a session, changes are taken only from pages of this installation (headers Origin and Sec-Fetch-Site). ' +
      'Behind a proxy, PUBLIC_URL must be the address that people use.',
    { because: because('foreign_page') },
  )
}
