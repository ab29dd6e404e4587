import { Checkbox } from '@mantine/core'
import { scopes, type Scope } from '@catalytics/contract/scopes.ts'
import { useText, type Say } from '../../i18n/texts.ts'
import { convertedField } from '../../lib/fields.ts'
import classes from './service-accounts.module.css'

type Props = {
  readonly value: readonly Scope[]
  readonly onChange: (allowed: Scope[]) => void
  readonly error: string | undefined
  /** Where the question stands above as a heading, the label is only heard. */
  readonly isAsked?: boolean
}

/** What an account may do, each with what it means. */
export function ScopeBoxes({ value, onChange, error, isAsked = false }: Props) {
  const { say } = useText()
  return (
    <Checkbox.Group
      {...{ [isAsked ? 'aria-label' : 'label']: say('serviceAccounts.scopesTitle') }}
      error={error}
      value={[...value]}
      onChange={(picked) => onChange(scopes.filter((scope) => picked.includes(scope)))}
    >
      <div className={classes['choices']}>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            id={`account-${scope}`}
            value={scope}
            label={say(`scopes.${scope}.label`)}
            description={say(`scopes.${scope}.help`)}
          />
        ))}
      </div>
    </Checkbox.Group>
  )
}

/** The field for what an account may do; sent in the order of the list, whichever was picked last. */
export function scopesField(say: Say, first: readonly Scope[]) {
  return convertedField<readonly Scope[], Scope[]>({
    label: say('serviceAccounts.new.may'),
    id: `account-${scopes[0]}`,
    first,
    sent: (picked) => scopes.filter((scope) => picked.includes(scope)),
    words: (picked) => picked.join(', '),
  })
}
