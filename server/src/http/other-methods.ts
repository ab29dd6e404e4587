import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import findMyWay from 'find-my-way'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'

const apiMethods = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'] as const

/**
 * A call of the API with a method that its path does not have is told which ones it has (RFC 9110 section 15.5.6), not that
 * nothing is there. Paths are known from the API's description, so that says nothing about what they stand for.
 */
export function refuseOtherMethods(
  api: Pick<FastifyInstance, 'addHook'>,
  maxParamLength: number,
  isOperator: (request: FastifyRequest) => boolean,
): void {
  // Fastify does not tell which route another method would have taken, so its router is asked once more.
  const router = findMyWay({ maxParamLength })
  api.addHook('onRoute', ({ method, url, config }) => {
    if (!isOfApi(url)) return
    // For everybody else the operator's calls are not there.
    const isOperators = config?.access?.kind === 'operator'
    for (const one of apiMethods) {
      if ([method].flat().includes(one) && !router.hasRoute(one, url))
        router.on(one, url, () => {}, { isOperators })
    }
  })
  api.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?', 1)[0] ?? ''
    if (!isOfApi(path) || hasRoute(request)) return done()
    const allowed = apiMethods.filter((method) => {
      const found = router.find(method, path)
      return found !== null && (isOperator(request) || !isOfOperators(found.store))
    })
    return done(allowed.length === 0 ? undefined : notAllowed(reply, request.method, allowed))
  })
}

function isOfApi(path: string): boolean {
  return path.startsWith('/api/v1/')
}

function isOfOperators(store: unknown): boolean {
  return typeof store === 'object' && store !== null && 'isOperators' in store && store.isOperators === true
}

/** Pages answer GET for every path that is nothing else. */
function hasRoute(request: FastifyRequest): boolean {
  return !request.is404 && request.routeOptions.url !== '/*'
}

function notAllowed(reply: FastifyReply, method: string, allowed: readonly string[]): AppError {
  void reply.header('allow', allowed.join(', '))
  return new AppError(
    'method_not_allowed',
    `This path does not take ${method}. It takes ${allowed.join(', ')}.`,
    { because: because('method_not_accepted', { allowed: allowed.join(', ') }) },
  )
}
