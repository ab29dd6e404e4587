import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../i18n/texts.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'

type Props = {
  /** Why it is asked, and what follows. */
  readonly why: string
  /** What the button says. */
  readonly what: string
  readonly act: (password: string) => Promise<void>
  readonly onCancel: () => void
}

/** Asks for the password once more: whoever sits at an open browser must not take the account over. */
export function PasswordAgain({ why, what, act, onCancel }: Props) {
  const { say } = useText()
  const [password, setPassword] = useState('')
  const doing = useMutation({ mutationFn: () => act(password) })
  const field = { label: say('accounts.account.currentPassword'), id: 'password-again' }
  return (
    <Form label={what} onSubmit={() => doing.mutate()}>
      <ProblemSummary error={doing.error} fields={{ current_password: field }} />
      <p>{why}</p>
      <PasswordField
        {...field}
        autoComplete="current-password"
        autoFocus
        required
        error={errorOf(doing.error, 'current_password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <FormActions>
        <Button type="submit" loading={doing.isPending}>
          {what}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {say('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  )
}
