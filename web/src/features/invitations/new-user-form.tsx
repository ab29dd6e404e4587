import { TextInput } from '@mantine/core'
import type { ChangeEvent, ComponentType } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { acceptInvitation as acceptSchema, type InvitationLookAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { ApiError } from '../../lib/api.ts'
import { field } from '../../lib/fields.ts'
import { newPasswordFault } from '../../lib/new-password.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { acceptInvitation } from './invitations.api.ts'

/** A field for a password of one's own choice that says how good it is. */
export type NewPassword = ComponentType<{
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void
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
  const form = useForm({
    fields: {
      name: field({ label: say('invitations.accept.name'), id: 'invited-name', first: '' }),
      password: field({
        label: say('invitations.accept.password'),
        id: 'invited-password',
        first: '',
        check: (chosen) => newPasswordFault(chosen),
      }),
    },
    body: (own) => ({ ...own, token, language }),
    schema: acceptSchema,
    send: acceptInvitation,
    said: null,
    onSent: (joined) => onJoined(joined.contract),
    onRefused: (error) => {
      if (error instanceof ApiError && error.problem?.code === 'conflict') onHasAccount()
    },
  })
  return (
    <Form label={say('invitations.accept.title', { contract: contract.name })} of={form}>
      {/* So that a password manager knows whose it is. */}
      <input className="heard" type="text" autoComplete="username" readOnly hidden value={email} />
      <TextInput
        {...form.field('name')}
        autoComplete="name"
        description={say('invitations.accept.nameHelp')}
        required
      />
      <NewPassword {...form.field('password')} words={[email, form.values.name, contract.name]} />
      <FormActions>
        <SendButton of={form} fullWidth>
          {say('invitations.accept.accept')}
        </SendButton>
      </FormActions>
    </Form>
  )
}
