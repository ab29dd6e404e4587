import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { pagePaths } from '@catalytics/contract/pages.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError, OperatorError } from '../lib/errors.ts'
import { open } from './access.ts'
import { nothingHere } from './callers.ts'
import { contentPolicy } from './content-policy.ts'
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
      if (files !== undefined) return await sendPage(reply, files)
      if (path === '/') return reply.redirect(`${referencePath}/`, 302)
      throw new OperatorError('unavailable', notBuilt)
    })
  }
  // A person with a mistyped address is told so on a page, a program in its own language.
  api.get('/*', { config: { access: open }, schema }, async (request, reply) => {
    if (files === undefined || !/\btext\/html\b/.test(request.headers.accept ?? '')) throw nothingHere()
    return await sendPage(reply.code(404), files)
  })
  api.get(
    '/assets/:file',
    { config: { access: open }, schema: { ...schema, params: z.object({ file: z.string() }) } },
    async (request, reply) => {
      const file = files?.assets.get(request.params.file)
      if (file === undefined) throw new AppError('not_found', because('no_such_file'))
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

async function sendPage(reply: FastifyReply, files: WebFiles): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64')
  return await reply
    .header('content-security-policy', policyFor(nonce))
    // Nothing of it is kept: who comes back after signing out sees the page anew.
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .serializer(String)
    .send(files.page.join(nonce))
}

/** Style beyond files only from elements with the nonce, which the component library makes. */
function policyFor(nonce: string): string {
  return contentPolicy({ 'style-src': ["'self'", `'nonce-${nonce}'`] })
}
