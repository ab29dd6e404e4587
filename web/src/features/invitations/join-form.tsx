import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { InvitationLookAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { useSession } from '../../lib/session.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { joinByInvitation } from './invitations.api.ts'
import type { NewPassword } from './new-user-form.tsx'

type Props = {
  readonly token: string
  readonly invitation: InvitationLookAnswer
  readonly NewPassword: NewPassword
  readonly onJoined: (contract: ContractId) => Promise<void>
}

/** For whoever is signed in with the address. An account that nobody has proved to be theirs takes a new password. */
export function JoinForm({ token, invitation: { contract }, NewPassword, onJoined }: Props) {
  const { say } = useText()
  const { user, contracts } = useSession()
  const [password, setPassword] = useState('')
  const renews = !user.address_proved && !contracts.some(({ id }) => id === contract.id)
  const joining = useMutation({
    mutationFn: () => joinByInvitation({ token, ...(renews && { password }) }),
    onSuccess: (joined) => onJoined(joined.contract),
  })
  const field = { label: say('invitations.accept.newPassword'), id: 'joining-password' }
  return (
    <Form
      label={say('invitations.accept.title', { contract: contract.name })}
      onSubmit={() => joining.mutate()}
    >
      <ProblemSummary error={joining.error} fields={{ password: field }} />
      <p>{say('invitations.accept.asYou')}</p>
      {renews && (
        <>
          <p>{say('invitations.accept.renews')}</p>
          <input className="heard" type="text" autoComplete="username" readOnly hidden value={user.email} />
          <NewPassword
            {...field}
            words={[user.email, user.name, contract.name]}
            error={errorOf(joining.error, 'password')}
            value={password}
            onChange={setPassword}
          />
        </>
      )}
      <FormActions>
        <Button type="submit" loading={joining.isPending} fullWidth>
          {say('invitations.accept.join', { contract: contract.name })}
        </Button>
      </FormActions>
    </Form>
  )
}
