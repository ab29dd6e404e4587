import { queryOptions } from '@tanstack/react-query'
import {
  setUpLookAnswer,
  signInAnswer,
  signInOptions,
  type SetUp,
  type SetUpLookAnswer,
  type SignIn,
} from '@catalytics/contract/accounts.ts'
import { ask, get, send } from '../../lib/api.ts'

/** What the page before sign-in has to know. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: ({ signal }) => get('/api/v1/sign-in-options', signInOptions, signal),
})

export async function signIn(input: SignIn): Promise<void> {
  await ask('POST', '/api/v1/sign-in', signInAnswer, input)
}

/** @throws ApiError `not_found` when the link is none, or was used */
export function lookAtSetUp(token: string): Promise<SetUpLookAnswer> {
  return ask('POST', '/api/v1/set-up/look', setUpLookAnswer, { token })
}

export function setUp(input: SetUp): Promise<void> {
  return send('POST', '/api/v1/set-up', input)
}
