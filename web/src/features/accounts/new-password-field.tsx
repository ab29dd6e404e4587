import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ChangeEvent } from 'react'
import { passwordReason, type PasswordCheckAnswer } from '@catalytics/contract/credentials.ts'
import { useText, type Say } from '../../i18n/texts.ts'
import { wordsOfFault } from '../../lib/faults.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { checkPassword } from './accounts.api.ts'
import classes from './accounts.module.css'

type Props = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void
  /** What it must not lean on: name, address, names of contracts. */
  readonly words: readonly string[]
  /** With a second factor a shorter one will do. */
  readonly secondFactor?: boolean
  readonly error: string | undefined
}

const waitMs = 300

/** A field for a password of one's own choice, with how good it is as it is typed: by the rules that the server has. */
export function NewPasswordField({ id, label, value, onChange, words, secondFactor = false, error }: Props) {
  const { say } = useText()
  const [typed] = useDebouncedValue(value, waitMs)
  // A password names nothing that is kept: its checks are numbered, and forgotten with the page.
  const [asked, setAsked] = useState({ typed, number: 0 })
  if (asked.typed !== typed) setAsked({ typed, number: asked.number + 1 })
  const check = useQuery({
    queryKey: ['password-check', id, asked.number],
    queryFn: ({ signal }) =>
      checkPassword({ password: typed, words: [...words], second_factor: secondFactor }, signal),
    enabled: typed !== '',
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
  const found = typed === '' ? undefined : check.data
  return (
    <div>
      <PasswordField
        id={id}
        label={label}
        description={say(secondFactor ? 'accounts.passwordRuleShort' : 'accounts.passwordRule')}
        autoComplete="new-password"
        required
        error={error}
        value={value}
        onChange={onChange}
      />
      <div
        className={classes['meter']}
        aria-hidden="true"
        data-score={found?.acceptable === true ? found.score : 0}
      >
        {[1, 2, 3, 4].map((step) => (
          <span key={step} data-on={found !== undefined && found.score >= step} />
        ))}
      </div>
      <p className={classes['verdict']} role="status" data-good={found?.acceptable === true}>
        {found !== undefined && verdictOf(found, secondFactor, say)}
      </p>
    </div>
  )
}

const strengths = ['fair', 'fair', 'fair', 'good', 'strong'] as const

/** The first thing that is wrong with it, or how strong it is. */
function verdictOf(
  { problems: [problem], score }: PasswordCheckAnswer,
  secondFactor: boolean,
  say: Say,
): string {
  if (problem !== undefined)
    return wordsOfFault({ field: undefined, why: passwordReason(problem.code, secondFactor) })
  return say(`accounts.passwordStrengths.${strengths[score] ?? 'fair'}`)
}
