import { PasswordInput, Radio } from '@mantine/core'
import { useText } from '../../i18n/texts.ts'
import classes from './service-passwords.module.css'

type Props = {
  readonly id: string
  readonly error: string | undefined
  /** Undefined: to be generated. */
  readonly password: string | undefined
  readonly onChange: (password: string | undefined) => void
}

/** A generated password, or one of one's own. */
export function PasswordChoice({ id, error, password, onChange }: Props) {
  const { say } = useText()
  return (
    <>
      <Radio.Group
        aria-label={say('serviceAccounts.new.password')}
        value={password === undefined ? 'generated' : 'chosen'}
        onChange={(kind) => onChange(kind === 'chosen' ? '' : undefined)}
      >
        <div className={classes['choices']}>
          <Radio
            value="generated"
            label={say('servicePasswords.choice.generated')}
            description={say('servicePasswords.choice.generatedHelp')}
          />
          <Radio value="chosen" label={say('servicePasswords.choice.chosen')} />
        </div>
      </Radio.Group>
      {password !== undefined && (
        <PasswordInput
          id={id}
          className={classes['chosen']}
          label={say('servicePasswords.choice.own')}
          description={say('servicePasswords.choice.rule')}
          autoComplete="off"
          error={error}
          value={password}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </>
  )
}
