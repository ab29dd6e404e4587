import { z } from 'zod'
import { because, type Because } from './reasons.ts'

/*
 * By what users prove who they are: passwords, second factors, and links to a new password.
 */

export const credentialLimits = {
  /** How long a link to a new password works that was mailed, and one that the operator hands on. */
  mailedLinkSeconds: 3600,
  handedLinkSeconds: 7 * 86_400,
  /** Of a password, in Unicode characters after normalisation (NFC). */
  passwordCharacters: { min: 15, minWithSecondFactor: 8, max: 200 },
} as const

/** What somebody types as their password; whether it is right is another question. */
export const typedPassword = z.string().min(1).max(1000)

/** Why a password will not do. */
export const passwordProblemCodes = [
  'not_text',
  'too_short',
  'too_long',
  'few_characters',
  'repeated',
  'common',
  'sequences',
  'names',
  'easy_to_guess',
] as const
export const passwordProblem = z
  .object({ code: z.enum(passwordProblemCodes), detail: z.string() })
  .meta({ id: 'PasswordProblem' })
export type PasswordProblem = z.infer<typeof passwordProblem>

/**
 * The reason of a fault of a password: the meter, the refusal and the API say the same of it.
 *
 * @param secondFactor with one, a shorter password will do
 */
export function passwordReason(code: PasswordProblem['code'], secondFactor: boolean): Because {
  const { min, minWithSecondFactor, max } = credentialLimits.passwordCharacters
  switch (code) {
    case 'not_text':
      return because('password_not_plain_text')
    case 'too_short':
      return because('too_short', { limit: secondFactor ? minWithSecondFactor : min })
    case 'too_long':
      return because('too_long', { limit: max })
    default:
      return because(`password_${code}`)
  }
}

/** Body of POST /password-checks. */
export const passwordCheck = z
  .strictObject({
    password: z.string().max(1000),
    words: z.array(z.string().max(300)).max(20).default([]).meta({
      description: 'Words that the password must not be built on: name, address, names of the contracts.',
    }),
    second_factor: z
      .boolean()
      .default(false)
      .meta({ description: 'With a second factor, a shorter password is enough.' }),
  })
  .meta({ id: 'PasswordCheck' })
export type PasswordCheck = z.output<typeof passwordCheck>

export const passwordCheckAnswer = z
  .object({
    acceptable: z.boolean(),
    score: z.int().min(0).max(4).meta({ description: 'From 0 (guessed at once) to 4.' }),
    problems: z.array(passwordProblem),
  })
  .meta({ id: 'PasswordCheckAnswer' })
export type PasswordCheckAnswer = z.infer<typeof passwordCheckAnswer>

/** Body of POST /me/password. */
export const changePassword = z
  .strictObject({ current_password: typedPassword, new_password: typedPassword })
  .meta({ id: 'ChangePassword' })
export type ChangePassword = z.output<typeof changePassword>

/** Body of what asks for the password again: whoever sits at an open browser must not take the account over. */
export const currentPassword = z
  .strictObject({ current_password: typedPassword })
  .meta({ id: 'CurrentPassword' })
export type CurrentPassword = z.output<typeof currentPassword>

/** Answer of POST /me/second-factor: nothing changes before a code confirms that it arrived. */
export const newSecondFactor = z
  .object({
    secret: z.string().meta({ description: 'Secret in Base32, for typing in where there is no camera.' }),
    uri: z.string().meta({ description: 'otpauth://…, to be shown as a QR code.' }),
  })
  .meta({ id: 'NewSecondFactor' })
export type NewSecondFactor = z.infer<typeof newSecondFactor>

export const confirmSecondFactor = z
  .strictObject({ code: z.string().max(100) })
  .meta({ id: 'ConfirmSecondFactor' })

/** Codes for when the authenticator is lost. Shown in this answer and never again; each works once. */
export const recoveryCodes = z.object({ recovery_codes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' })
export type RecoveryCodes = z.infer<typeof recoveryCodes>

/** Body of POST /password-resets. */
export const requestReset = z.strictObject({ email: z.string().max(1000) }).meta({ id: 'RequestReset' })

/** Body of POST /password-resets/look. */
export const resetLook = z.strictObject({ token: z.string().max(200) }).meta({ id: 'ResetLook' })
export const resetLookAnswer = z
  .object({ email: z.string(), second_factor: z.boolean() })
  .meta({ id: 'ResetLookAnswer' })
export type ResetLookAnswer = z.infer<typeof resetLookAnswer>

/** Body of POST /password-resets/confirm. */
export const confirmReset = z
  .strictObject({ token: z.string().max(200), password: typedPassword })
  .meta({ id: 'ConfirmReset' })
export type ConfirmReset = z.output<typeof confirmReset>

/** A link by which a user chooses a password, for the operator to hand on. */
export const passwordLink = z
  .object({
    link: z.string().meta({ description: 'It works once.' }),
    expires_at: z.string(),
  })
  .meta({ id: 'PasswordLink' })
export type PasswordLink = z.infer<typeof passwordLink>
