import { Checkbox } from '@mantine/core'
import { scopes, type Scope } from '@catalytics/contract/scopes.ts'
import { useText } from '../../i18n/texts.ts'
import classes from './service-accounts.module.css'

type Props = {
  readonly allowed: readonly Scope[]
  readonly onChange: (allowed: readonly Scope[]) => void
  readonly error: string | undefined
  /** Where the question stands above as a heading, the label is only heard. */
  readonly isAsked?: boolean
}

/** What an account may do, each with what it means. */
export function ScopeBoxes({ allowed, onChange, error, isAsked = false }: Props) {
  const { say } = useText()
  return (
    <Checkbox.Group
      {...{ [isAsked ? 'aria-label' : 'label']: say('serviceAccounts.scopes.title') }}
      error={error}
      value={[...allowed]}
      onChange={(picked) => onChange(scopes.filter((scope) => picked.includes(scope)))}
    >
      <div className={classes['choices']}>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            id={`account-${scope}`}
            value={scope}
            label={say(`serviceAccounts.scopes.${scope}.label`)}
            description={say(`serviceAccounts.scopes.${scope}.help`)}
          />
        ))}
      </div>
    </Checkbox.Group>
  )
}
