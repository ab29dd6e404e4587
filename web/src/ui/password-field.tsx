import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useText } from '../i18n/texts.ts'

/** A field for a password, which can be looked at, by keyboard too. */
export function PasswordField(props: PasswordInputProps) {
  const { say } = useText()
  return (
    <PasswordInput
      {...props}
      // The library says it of all its fields but this one.
      aria-invalid={Boolean(props.error)}
      spellCheck={false}
      autoCapitalize="off"
      visibilityToggleButtonProps={{
        'aria-label': say('ui.showPassword'),
        'aria-hidden': false,
        tabIndex: 0,
      }}
    />
  )
}
