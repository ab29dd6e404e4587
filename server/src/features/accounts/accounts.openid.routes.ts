import { z } from 'zod'
import type { OpenIdProblem } from '@catalytics/contract/accounts.ts'
import { parameter } from '@catalytics/contract/query.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { open } from '../../http/access.ts'
import type { RouteMedia } from '../../http/media.ts'
import type { Api } from '../../http/server.ts'
import { browserOf, setFlowCookie, signInBrowser, takeFlowCookie } from '../../http/session-cookie.ts'
import { flowSeconds, openIdPaths, type OpenId } from './accounts.openid.ts'
import type { Accounts } from './accounts.room.ts'
import { signInVouched } from './accounts.sign-in.ts'

const tags = ['accounts']
const startQuery = z.object({
  to: parameter(z.string().max(2000).default('/'), {
    description: 'Page that opens after signing in.',
    rule: 'must be a path of this installation with at most 2000 characters',
    because: because('not_valid'),
    example: '/account',
  }),
})
const media: RouteMedia = {
  gives: { 302: { description: 'Redirect: Location is the page to open next', content: {} } },
}
const config = { access: open, media }

/** Signing in where somebody else vouches for who it is. Browsers come and go by links, so answers are redirections. */
export function openIdRoutes(api: Api, room: Accounts, openid: OpenId): void {
  api.get(
    openIdPaths.start,
    {
      config,
      schema: {
        tags,
        operationId: 'startOpenId',
        summary: 'Redirect a browser to the OpenID provider',
        querystring: startQuery,
      },
    },
    async (request, reply) => {
      const begun = await openid.begin(request.query.to)
      if ('problem' in begun) return reply.redirect(withProblem(begun.problem), 302)
      setFlowCookie(reply, begun.flow, flowSeconds)
      return reply.redirect(begun.url, 302)
    },
  )
  api.get(
    openIdPaths.callback,
    {
      config,
      schema: { tags, operationId: 'finishOpenId', summary: 'Return address for the OpenID provider' },
    },
    async (request, reply) => {
      const answer = new URL(request.url, room.publicUrl).searchParams
      const vouched = await openid.finish(answer, takeFlowCookie(request, reply))
      if ('problem' in vouched) return reply.redirect(withProblem(vouched.problem), 302)
      const from = browserOf(request)
      const session = await signInVouched(room, vouched.email, from)
      if (session === undefined) return reply.redirect(withProblem('openid_unknown_user'), 302)
      signInBrowser(reply, from, session)
      return reply.redirect(vouched.to, 302)
    },
  )
}

function withProblem(problem: OpenIdProblem): string {
  return `/sign-in?problem=${problem}`
}
