import type { Say } from '../i18n/texts.ts'
import { convertedField } from './fields.ts'

/** The field for a password of an account that somebody chooses; null while one is to be generated. */
export function chosenPasswordField(say: Say, id: string) {
  return convertedField<string | null, string | undefined>({
    label: say('servicePasswords.choice.own'),
    id,
    first: null,
    sent: (chosen) => chosen ?? undefined,
    // A password is shown to nobody.
    words: () => '',
  })
}
