import type { FastifyReply } from 'fastify'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'

/** What becomes of a call that nobody waits for: no fault of ours. */
export function callerHasGone(): AppError {
  return new AppError('invalid', because('caller_gone'))
}

/** Aborted when nobody waits for the answer any more, as may be so already; its reason is {@link callerHasGone}. */
export function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  const leave = () => gone.abort(callerHasGone())
  if (reply.raw.destroyed || reply.raw.closed) leave()
  else reply.raw.once('close', leave)
  return gone.signal
}
