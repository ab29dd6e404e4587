import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { secondFactorSignIn, signIn as signInSchema } from '@catalytics/contract/accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { ApiError } from '../../lib/api.ts'
import { field } from '../../lib/fields.ts'
import { missing } from '../../lib/new-password.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useForm } from '../../ui/use-form.ts'
import { signIn, signInWithCode } from './accounts.api.ts'

type Props = {
  /** Who was signed in before, where that is known. */
  readonly email?: string
  readonly onDone: () => void
}

/** E-mail and password, and the code of a second factor where the account has one. Used on pages and over them. */
export function SignInForm({ email: known = '', onDone }: Props) {
  const { say } = useText()
  const [ticket, setTicket] = useState<string>()
  const form = useForm({
    fields: {
      email: field({ label: say('accounts.email'), id: 'sign-in-email', first: known, check: missing }),
      password: field({ label: say('accounts.password'), id: 'sign-in-password', first: '' }),
    },
    body: (own) => own,
    schema: signInSchema,
    send: signIn,
    said: null,
    onSent: (answer) => (answer.status === 'signed_in' ? onDone() : setTicket(answer.ticket)),
  })
  if (ticket !== undefined) {
    return <CodeForm ticket={ticket} onDone={onDone} onBack={() => setTicket(undefined)} />
  }
  return (
    <Form label={say('accounts.signIn.title')} of={form}>
      <TextInput {...form.field('email')} type="email" autoComplete="username" inputMode="email" required />
      <PasswordField {...form.field('password')} autoComplete="current-password" required />
      <FormActions>
        <SendButton of={form} fullWidth>
          {say('accounts.signIn.do')}
        </SendButton>
      </FormActions>
    </Form>
  )
}

type CodeProps = { readonly ticket: string; readonly onDone: () => void; readonly onBack: () => void }

/** Six digits of the authenticator, or a recovery code. A ticket lives five minutes; then the password is asked again. */
function CodeForm({ ticket, onDone, onBack }: CodeProps) {
  const { say } = useText()
  const form = useForm({
    fields: {
      code: field({ label: say('accounts.signIn.code'), id: 'sign-in-code', first: '', check: missing }),
    },
    body: ({ code }) => ({ ticket, code }),
    schema: secondFactorSignIn,
    send: signInWithCode,
    said: null,
    onSent: onDone,
  })
  const isOver = form.error instanceof ApiError && form.error.problem?.code === 'gone'
  return (
    <Form label={say('accounts.signIn.factor')} of={form}>
      <TextInput
        {...form.field('code')}
        description={say('accounts.signIn.codeHelp')}
        autoComplete="one-time-code"
        inputMode="text"
        spellCheck={false}
        autoFocus
        required
      />
      <FormActions>
        <SendButton of={form} disabled={isOver}>
          {say('accounts.signIn.do')}
        </SendButton>
        <Button variant="default" onClick={onBack}>
          {say('accounts.signIn.again')}
        </Button>
      </FormActions>
    </Form>
  )
}
