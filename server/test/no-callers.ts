import { because } from '@catalytics/contract/reasons.ts'
import type { Callers } from '../src/http/callers.ts'
import { AppError } from '../src/lib/errors.ts'

/** For tests of the HTTP side alone: nobody's credentials are any good. */
export const noCallers: Callers = {
  service: () => Promise.reject(new AppError('unauthorized', because('token_not_valid'))),
  serviceNow: () => Promise.reject(new AppError('unauthorized', because('token_not_valid'))),
  user: () => Promise.resolve(undefined),
  membership: () => Promise.resolve(undefined),
}
