import { useQueryClient } from '@tanstack/react-query'
import type { InvitationAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import type { OwnContract } from '../../lib/session.ts'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import type { RowDialogue } from '../../ui/row-dialogue.ts'
import { useAct } from '../../ui/use-act.ts'
import { deleteInvitation } from './invitations.api.ts'

type Props = { readonly contract: OwnContract; readonly state: RowDialogue<InvitationAnswer> }

/** Takes an invitation back. */
export function DeleteInvitationDialogue({ contract, state }: Props) {
  const { say } = useText()
  const queries = useQueryClient()
  const deleting = useAct({
    act: (invitation: InvitationAnswer) => deleteInvitation(contract.id, invitation),
    said: (_, { email }) => say('invitations.delete.done', { email }),
    onDone: async () => {
      await queries.invalidateQueries({ queryKey: ['members', contract.id] })
      state.close()
    },
  })
  const { subject: invitation } = state
  if (invitation === undefined) return null
  return (
    <ConfirmDialogue
      isOpen={state.isOpen}
      title={say('invitations.delete.title', { email: invitation.email })}
      confirm={say('invitations.delete.do')}
      isDestructive
      isBusy={deleting.isBusy}
      error={deleting.error}
      onConfirm={() => deleting.start(invitation)}
      onCancel={state.close}
      onClosed={() => {
        deleting.forget()
        state.giveBack()
      }}
    >
      <p>{say('invitations.delete.follows')}</p>
    </ConfirmDialogue>
  )
}
