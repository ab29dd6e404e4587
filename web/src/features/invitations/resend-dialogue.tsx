import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { InvitationAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import type { OwnContract } from '../../lib/session.ts'
import { CancelButton, Dialogue } from '../../ui/dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import type { RowDialogue } from '../../ui/row-dialogue.ts'
import { resendInvitation } from './invitations.api.ts'
import { SentInvitationNote } from './sent-invitation-note.tsx'

type Props = {
  readonly contract: OwnContract
  readonly state: RowDialogue<InvitationAnswer>
  readonly mayResend: boolean
}

/** Sends an invitation once more, or makes a new link where there is no mail server. */
export function ResendDialogue({ contract, state, mayResend }: Props) {
  const { say } = useText()
  const { subject: invitation } = state
  return (
    <Dialogue
      isOpen={state.isOpen}
      onClose={state.close}
      onClosed={state.giveBack}
      title={say('invitations.resend.title', { email: invitation?.email ?? '' })}
    >
      {invitation !== undefined && mayResend && (
        <Body contract={contract} invitation={invitation} onClose={state.close} />
      )}
      {!mayResend && <Notice>{say('members.hindrances.appoint')}</Notice>}
    </Dialogue>
  )
}

type BodyProps = {
  readonly contract: OwnContract
  readonly invitation: InvitationAnswer
  readonly onClose: () => void
}

// Apart, so that the link is forgotten when the dialogue closes.
function Body({ contract, invitation, onClose }: BodyProps) {
  const { say } = useText()
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: () => resendInvitation(contract.id, invitation),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['members', contract.id] }),
    gcTime: 0,
  })
  if (sending.data !== undefined) {
    return (
      <>
        <SentInvitationNote invitation={sending.data} />
        <FormActions>
          <Button data-autofocus onClick={onClose}>
            {say('invitations.done')}
          </Button>
        </FormActions>
      </>
    )
  }
  return (
    <Form label={say('invitations.resend.link')} onSubmit={() => sending.mutate()}>
      {sending.error !== null && <ProblemNote error={sending.error} />}
      <p>
        {say(invitation.mail === 'none' ? 'invitations.resend.linkFollows' : 'invitations.resend.follows')}
      </p>
      <FormActions>
        <Button type="submit" loading={sending.isPending}>
          {say(invitation.mail === 'none' ? 'invitations.resend.newLink' : 'invitations.resend.link')}
        </Button>
        <CancelButton onClick={onClose} />
      </FormActions>
    </Form>
  )
}
