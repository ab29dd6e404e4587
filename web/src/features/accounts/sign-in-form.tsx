import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SignIn } from '@catalytics/contract/accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { ApiError } from '../../lib/api.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { signIn, signInWithCode } from './accounts.api.ts'

type Props = {
  /** Who was signed in before, where that is known. */
  readonly email?: string
  readonly onDone: () => void
}

/** E-mail and password, and the code of a second factor where the account has one. Used on pages and over them. */
export function SignInForm({ email: known = '', onDone }: Props) {
  const { say } = useText()
  const [typed, setTyped] = useState<SignIn>({ email: known, password: '' })
  const [ticket, setTicket] = useState<string>()
  const signingIn = useMutation({
    mutationFn: signIn,
    onSuccess: (answer) => (answer.status === 'signed_in' ? onDone() : setTicket(answer.ticket)),
  })
  if (ticket !== undefined) {
    return <CodeForm ticket={ticket} onDone={onDone} onBack={() => setTicket(undefined)} />
  }
  return (
    <Form label={say('accounts.signIn.title')} onSubmit={() => signingIn.mutate(typed)}>
      <ProblemSummary error={signingIn.error} fields={{}} />
      <TextInput
        label={say('accounts.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        required
        value={typed.email}
        onChange={(event) => setTyped({ ...typed, email: event.currentTarget.value })}
      />
      <PasswordField
        label={say('accounts.password')}
        autoComplete="current-password"
        required
        value={typed.password}
        onChange={(event) => setTyped({ ...typed, password: event.currentTarget.value })}
      />
      <FormActions>
        <Button type="submit" loading={signingIn.isPending} fullWidth>
          {say('accounts.signIn.do')}
        </Button>
      </FormActions>
    </Form>
  )
}

type CodeProps = { readonly ticket: string; readonly onDone: () => void; readonly onBack: () => void }

/** Six digits of the authenticator, or a recovery code. A ticket lives five minutes; then the password is asked again. */
function CodeForm({ ticket, onDone, onBack }: CodeProps) {
  const { say } = useText()
  const [code, setCode] = useState('')
  const signingIn = useMutation({ mutationFn: () => signInWithCode({ ticket, code }), onSuccess: onDone })
  const isOver = signingIn.error instanceof ApiError && signingIn.error.problem?.code === 'gone'
  return (
    <Form label={say('accounts.signIn.factor')} onSubmit={() => signingIn.mutate()}>
      <ProblemSummary error={signingIn.error} fields={{}} />
      <TextInput
        label={say('accounts.signIn.code')}
        description={say('accounts.signIn.codeHelp')}
        autoComplete="one-time-code"
        inputMode="text"
        spellCheck={false}
        autoFocus
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <FormActions>
        <Button type="submit" loading={signingIn.isPending} disabled={isOver}>
          {say('accounts.signIn.do')}
        </Button>
        <Button variant="default" onClick={onBack}>
          {say('accounts.signIn.again')}
        </Button>
      </FormActions>
    </Form>
  )
}
