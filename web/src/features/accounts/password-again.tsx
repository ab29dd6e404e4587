import { Button } from '@mantine/core'
import { currentPassword } from '@catalytics/contract/credentials.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useForm } from '../../ui/use-form.ts'

type Props = {
  /** Why it is asked, and what follows. */
  readonly why: string
  /** What the button says. */
  readonly what: string
  /** What is said to the ear when it is done; null where what comes takes the focus. */
  readonly said: string | null
  readonly act: (password: string) => Promise<void>
  readonly onCancel: () => void
}

/** Asks for the password once more: whoever sits at an open browser must not take the account over. */
export function PasswordAgain({ why, what, said, act, onCancel }: Props) {
  const { say } = useText()
  const form = useForm({
    fields: {
      current_password: field({
        label: say('accounts.account.currentPassword'),
        id: 'password-again',
        first: '',
      }),
    },
    body: (own) => own,
    schema: currentPassword,
    send: (typed) => act(typed.current_password),
    said,
  })
  return (
    <Form label={what} of={form}>
      <p>{why}</p>
      <PasswordField {...form.field('current_password')} autoComplete="current-password" autoFocus required />
      <FormActions>
        <SendButton of={form}>{what}</SendButton>
        <Button variant="default" onClick={onCancel}>
          {say('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  )
}
