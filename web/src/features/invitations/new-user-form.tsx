import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ComponentType } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { InvitationLookAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { ApiError } from '../../lib/api.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { acceptInvitation } from './invitations.api.ts'

/** A field for a password of one's own choice that says how good it is. */
export type NewPassword = ComponentType<{
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly words: readonly string[]
  readonly error: string | undefined
}>

type Props = {
  readonly token: string
  readonly invitation: InvitationLookAnswer
  readonly NewPassword: NewPassword
  readonly onJoined: (contract: ContractId) => Promise<void>
  readonly onHasAccount: () => void
}

/** Makes an account for whoever is invited and has none: the address is proved by the link. */
export function NewUserForm({ token, invitation, NewPassword, onJoined, onHasAccount }: Props) {
  const { say, language } = useText()
  const { email, contract } = invitation
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const accepting = useMutation({
    mutationFn: () => acceptInvitation({ token, name, password, language }),
    onSuccess: (joined) => onJoined(joined.contract),
    onError: (error) => {
      if (error instanceof ApiError && error.problem?.code === 'conflict') onHasAccount()
    },
  })
  const fields = {
    name: { label: say('invitations.accept.name'), id: 'invited-name' },
    password: { label: say('invitations.accept.password'), id: 'invited-password' },
  }
  return (
    <Form
      label={say('invitations.accept.title', { contract: contract.name })}
      onSubmit={() => accepting.mutate()}
    >
      <ProblemSummary error={accepting.error} fields={fields} />
      {/* So that a password manager knows whose it is. */}
      <input className="heard" type="text" autoComplete="username" readOnly hidden value={email} />
      <TextInput
        {...fields.name}
        autoComplete="name"
        description={say('invitations.accept.nameHelp')}
        required
        error={errorOf(accepting.error, 'name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NewPassword
        {...fields.password}
        words={[email, name, contract.name]}
        error={errorOf(accepting.error, 'password')}
        value={password}
        onChange={setPassword}
      />
      <FormActions>
        <Button type="submit" loading={accepting.isPending} fullWidth>
          {say('invitations.accept.accept')}
        </Button>
      </FormActions>
    </Form>
  )
}
