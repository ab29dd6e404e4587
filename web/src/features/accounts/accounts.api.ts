import { queryOptions } from '@tanstack/react-query'
import {
  ownSessionList,
  sessionUser,
  setUpLookAnswer,
  signInAnswer,
  signInOptions,
  type ChangeMe,
  type SecondFactorSignIn,
  type SessionUser,
  type SetUp,
  type SetUpLookAnswer,
  type SignIn,
  type SignInAnswer,
} from '@catalytics/contract/accounts.ts'
import {
  newSecondFactor,
  passwordCheckAnswer,
  recoveryCodes,
  resetLookAnswer,
  type ChangePassword,
  type ConfirmReset,
  type NewSecondFactor,
  type PasswordCheck,
  type PasswordCheckAnswer,
  type ResetLookAnswer,
} from '@catalytics/contract/credentials.ts'
import { ifMatch } from '@catalytics/contract/versions.ts'
import { apiPath, ask, get, send } from '../../lib/api.ts'

/** What the page before sign-in has to know. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: ({ signal }) => get('/api/v1/sign-in-options', signInOptions, signal),
})

/** Signed in, or a ticket for the code of the second factor. @throws ApiError `unauthorized` */
export function signIn(input: SignIn): Promise<SignInAnswer> {
  return ask('POST', '/api/v1/sign-in', signInAnswer, input)
}

/** @throws ApiError `unauthorized` for a wrong code, `gone` when the ticket has ended */
export function signInWithCode(input: SecondFactorSignIn): Promise<void> {
  return send('POST', '/api/v1/sign-in/second-factor', input)
}

/** @throws ApiError `not_found` when the link is none, or was used */
export function lookAtSetUp(token: string): Promise<SetUpLookAnswer> {
  return ask('POST', '/api/v1/set-up/look', setUpLookAnswer, { token }, { isReading: true })
}

export function setUp(input: SetUp): Promise<void> {
  return send('POST', '/api/v1/set-up', input)
}

/** How good a password is, by the rules that hold everywhere. */
export function checkPassword(input: PasswordCheck, signal: AbortSignal): Promise<PasswordCheckAnswer> {
  return ask('POST', '/api/v1/password-checks', passwordCheckAnswer, input, {
    isReading: true,
    signal,
  })
}

export function readMe(): Promise<SessionUser> {
  return get('/api/v1/me', sessionUser)
}

/** Changes what is given, on the version that was read. */
export function changeMe(on: SessionUser, change: ChangeMe): Promise<SessionUser> {
  return ask('PATCH', '/api/v1/me', sessionUser, change, { headers: ifMatch(on) })
}

/** @throws ApiError `invalid` naming the field: the current one is wrong, or the new one is easy to guess */
export function changePassword(input: ChangePassword): Promise<void> {
  return send('POST', '/api/v1/me/password', input)
}

/** The secret of a second factor, which holds once a code has confirmed that it arrived. */
export function addFactor(password: string): Promise<NewSecondFactor> {
  return ask('POST', '/api/v1/me/second-factor', newSecondFactor, { current_password: password })
}

/** Recovery codes, shown in this answer and never again. @throws ApiError `invalid` for a wrong code */
export async function confirmFactor(code: string): Promise<readonly string[]> {
  return (await ask('POST', '/api/v1/me/second-factor/confirm', recoveryCodes, { code })).recovery_codes
}

/** New ones; the old ones stop working. */
export async function makeRecoveryCodes(password: string): Promise<readonly string[]> {
  const body = { current_password: password }
  return (await ask('POST', '/api/v1/me/recovery-codes', recoveryCodes, body)).recovery_codes
}

export function removeFactor(password: string): Promise<void> {
  return send('POST', '/api/v1/me/second-factor/remove', { current_password: password })
}

/** Where somebody is signed in with this account. */
export const ownSessionsQuery = queryOptions({
  queryKey: ['own-sessions'],
  queryFn: ({ signal }) => get('/api/v1/me/sessions', ownSessionList, signal),
})

export function endOwnSession(id: string): Promise<void> {
  return send('DELETE', apiPath`/me/sessions/${id}`)
}

/** Asks for a mail with a link; the answer is the same whoever has the address. */
export function requestReset(email: string): Promise<void> {
  return send('POST', '/api/v1/password-resets', { email })
}

/** @throws ApiError `not_found` when the link is none, was used, or is too old */
export function lookAtReset(token: string): Promise<ResetLookAnswer> {
  return ask('POST', '/api/v1/password-resets/look', resetLookAnswer, { token }, { isReading: true })
}

export function confirmReset(input: ConfirmReset): Promise<void> {
  return send('POST', '/api/v1/password-resets/confirm', input)
}
