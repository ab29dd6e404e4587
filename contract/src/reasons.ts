import { reasons as english } from './words/en/reasons.ts'
import { sayIn } from './words/say.ts'
import type { ValuesOf } from './words/text-types.ts'

/** Why something is refused: the closed list. Its words are in `words/<language>/reasons.ts`. */
export type Reason = keyof typeof english
export const reasonNames = Object.keys(english).filter(isReason)

/** A reason with the values that its words need, such as a limit. Never what was sent. */
export type Because = {
  readonly reason: Reason
  readonly params: Readonly<Record<string, string | number>>
}

/** A reason with exactly the values that its words need. */
export function because<R extends Reason>(reason: R, ...[params]: ValuesOf<typeof english, R>): Because {
  return { reason, params: { ...params } }
}

/**
 * The message of a rule of a schema, for which {@link reasonBehind} then knows the reason: Zod carries nothing but a
 * message from a rule to whoever is refused.
 *
 * @param message what programs that check events themselves read; the reason's own words where absent
 */
export function ruled(of: Because, message = sayIn(english, 'en', of.reason, of.params)): string {
  reasons.set(message, of)
  return message
}

/** The reason of a rule that was broken, by the message that {@link ruled} made. */
export function reasonBehind(message: string): Because | undefined {
  return reasons.get(message)
}

/** Whether a text is a reason of this version's list. */
export function isReason(text: string): text is Reason {
  return Object.hasOwn(english, text)
}

const reasons = new Map<string, Because>()
