import type { ContractId } from '@catalytics/contract/ids.ts'
import { joinInvitation, type InvitationLookAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { newPasswordFault } from '../../lib/new-password.ts'
import { useSession } from '../../lib/session.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
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
  const renews = !user.address_proved && !contracts.some(({ id }) => id === contract.id)
  const form = useForm({
    fields: {
      password: field({
        label: say('invitations.accept.newPassword'),
        id: 'joining-password',
        first: '',
        check: (chosen) => (renews ? newPasswordFault(chosen) : undefined),
      }),
    },
    body: ({ password }) => ({ token, ...(renews && { password }) }),
    schema: joinInvitation,
    send: joinByInvitation,
    said: null,
    onSent: (joined) => onJoined(joined.contract),
  })
  return (
    <Form label={say('invitations.accept.title', { contract: contract.name })} of={form}>
      <p>{say('invitations.accept.asYou')}</p>
      {renews && (
        <>
          <p>{say('invitations.accept.renews')}</p>
          <input className="heard" type="text" autoComplete="username" readOnly hidden value={user.email} />
          <NewPassword {...form.field('password')} words={[user.email, user.name, contract.name]} />
        </>
      )}
      <FormActions>
        <SendButton of={form} fullWidth>
          {say('invitations.accept.join', { contract: contract.name })}
        </SendButton>
      </FormActions>
    </Form>
  )
}
