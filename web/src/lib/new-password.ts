import { credentialLimits } from '@catalytics/contract/credentials.ts'
import { because, type Because } from '@catalytics/contract/reasons.ts'

const { min, minWithSecondFactor } = credentialLimits.passwordCharacters

/** Why a new password of a user cannot be right, as far as that is known before the server looks at it. */
export function newPasswordFault(password: string, hasSecondFactor = false): Because | undefined {
  if (password === '') return because('missing')
  const limit = hasSecondFactor ? minWithSecondFactor : min
  return Array.from(password.normalize('NFC')).length < limit ? because('too_short', { limit }) : undefined
}

/** Why a field that has to be filled is not. */
export function missing(typed: string): Because | undefined {
  return typed.trim() === '' ? because('missing') : undefined
}
