import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../i18n/texts.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { signIn } from './accounts.api.ts'

type Props = {
  /** Who was signed in before, where that is known. */
  readonly email?: string
  readonly onDone: () => void
}

/** E-mail and password. Used on the page, and over a page whose session has ended. */
export function SignInForm({ email: known = '', onDone }: Props) {
  const { say } = useText()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const signingIn = useMutation({ mutationFn: signIn, onSuccess: onDone })
  return (
    <Form label={say('accounts.signIn.title')} onSubmit={() => signingIn.mutate({ email, password })}>
      <ProblemSummary error={signingIn.error} fields={{}} />
      <TextInput
        label={say('accounts.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordField
        label={say('accounts.password')}
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <FormActions>
        <Button type="submit" loading={signingIn.isPending} fullWidth>
          {say('accounts.signIn.do')}
        </Button>
      </FormActions>
    </Form>
  )
}
