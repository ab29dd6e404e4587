import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { pagePaths } from '@catalytics/contract/pages.ts'
import { AppError } from '../lib/errors.ts'
import { open } from './access.ts'
import { referencePath, type Api } from './server.ts'
import { formOf, type WebFiles } from './web-files.ts'

const schema = { hide: true }
const yearSeconds = 365 * 86_400

/**
 * The browser application. Pages are one document, which reads its address; the rest is files whose names change with
 * their content, so a browser keeps them for good.
 *
 * @param files undefined where it has not been built: then the bare address leads to the API's reference
 */
export function pageRoutes(api: Api, files: WebFiles | undefined): void {
  for (const path of pagePaths) {
    api.get(path, { config: { access: open }, schema }, async (_request, reply) => {
      if (files === undefined) {
        if (path === '/') return reply.redirect(`${referencePath}/`, 302)
        throw new AppError('unavailable', notBuilt)
      }
      const nonce = randomBytes(16).toString('base64')
      return reply
        .header('content-security-policy', policyFor(nonce))
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .serializer(String)
        .send(files.page.join(nonce))
    })
  }
  api.get(
    '/assets/:file',
    { config: { access: open }, schema: { ...schema, params: z.object({ file: z.string() }) } },
    async (request, reply) => {
      const file = files?.assets.get(request.params.file)
      if (file === undefined) throw new AppError('not_found', 'There is no such file. Load the page again.')
      const { coding, bytes } = formOf(file, request.headers['accept-encoding'])
      if (coding !== undefined) void reply.header('content-encoding', coding)
      return reply
        .header('cache-control', `public, max-age=${yearSeconds}, immutable`)
        .header('vary', 'accept-encoding')
        .type(file.type)
        .send(bytes)
    },
  )
}

/** What is said where the application has not been built: the API and the command line work all the same. */
export const notBuilt =
  'The browser application has not been built: run "npm run build" in the repository. The API is described at /api/docs.'

/** Scripts only from here; style beyond files only from elements with the nonce, which the component library makes. */
function policyFor(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
