import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { OperatorError } from '../lib/errors.ts'
import { open } from './access.ts'
import { settleConditions } from './conditions.ts'
import type { Api } from './server.ts'

/** The script that catalog sites embed, as it is sent. */
export type TrackerScript = {
  readonly plain: Buffer
  readonly gzip: Buffer
  /** SHA-256, shortened: the same script has the same in every process. */
  readonly digest: string
}

/** @returns undefined where it has not been built */
export function readTrackerScript(path: string): TrackerScript | undefined {
  if (!existsSync(path)) return undefined
  const plain = readFileSync(path)
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22)
  return { plain, gzip: gzipSync(plain, { level: 9 }), digest }
}

/** `GET /t.js`, for the pages of any origin: an hour in the browser, then it asks whether there is another. */
export function trackerScriptRoute(api: Api, script: TrackerScript | undefined): void {
  api.get('/t.js', { config: { access: open }, schema: { hide: true } }, async (request, reply) => {
    if (script === undefined) throw new OperatorError('unavailable', trackerNotBuilt)
    const packed = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(request.headers['accept-encoding'] ?? '')
    // Another coding is other bytes, so another tag (RFC 9110 section 8.8.1).
    const etag = `"${script.digest}${packed ? '-gzip' : ''}"`
    void reply
      .header('cache-control', 'public, max-age=3600, stale-while-revalidate=86400')
      .header('etag', etag)
      .header('vary', 'accept-encoding')
      // Any page may load it, also with an integrity check, which needs CORS.
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
    if (settleConditions(request.headers, etag) === 'not_modified') return reply.code(304).send()
    if (packed) void reply.header('content-encoding', 'gzip')
    return reply.type('text/javascript; charset=utf-8').send(packed ? script.gzip : script.plain)
  })
}

/** What is said where the script has not been built: events by other roads are taken all the same. */
export const trackerNotBuilt =
  'The script for catalog sites has not been built: run "npm run build" in the repository.'
