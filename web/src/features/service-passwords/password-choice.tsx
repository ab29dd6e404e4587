import { Radio } from '@mantine/core'
import { useText } from '../../i18n/texts.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import classes from './service-passwords.module.css'

type Props = {
  readonly id: string
  readonly label: string
  readonly error: string | undefined
  /** Null: to be generated. */
  readonly value: string | null
  readonly onChange: (password: string | null) => void
}

/** A generated password, or one of one's own. */
export function PasswordChoice({ id, label, error, value, onChange }: Props) {
  const { say } = useText()
  return (
    <>
      <Radio.Group
        aria-label={say('serviceAccounts.new.password')}
        value={value === null ? 'generated' : 'chosen'}
        onChange={(kind) => onChange(kind === 'chosen' ? '' : null)}
      >
        <div className={classes['choices']}>
          <Radio
            data-autofocus
            value="generated"
            label={say('servicePasswords.choice.generated')}
            description={say('servicePasswords.choice.generatedHelp')}
          />
          <Radio value="chosen" label={say('servicePasswords.choice.chosen')} />
        </div>
      </Radio.Group>
      {value !== null && (
        <PasswordField
          id={id}
          className={classes['chosen']}
          label={label}
          description={say('servicePasswords.choice.rule')}
          autoComplete="off"
          error={error}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </>
  )
}
