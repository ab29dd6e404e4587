import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { InvitationAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import type { OwnContract } from '../../lib/session.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Arrival } from '../../ui/arrival.tsx'
import { CancelButton, Dialogue } from '../../ui/dialogue.tsx'
import { FormActions, PlainForm } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import type { RowDialogue } from '../../ui/row-dialogue.ts'
import { useAct } from '../../ui/use-act.ts'
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
  const sending = useAct({
    act: () => resendInvitation(contract.id, invitation),
    // What became of it takes the focus.
    said: null,
    onDone: () => queries.invalidateQueries({ queryKey: ['members', contract.id] }),
  })
  if (sending.answer !== undefined) {
    return (
      <>
        <Arrival>
          <SentInvitationNote invitation={sending.answer} />
        </Arrival>
        <FormActions>
          <Button onClick={onClose}>{say('invitations.done')}</Button>
        </FormActions>
      </>
    )
  }
  return (
    <PlainForm label={say('invitations.resend.link')} onSubmit={sending.start}>
      {sending.error !== null && <ProblemNote error={sending.error} />}
      <p>
        {say(invitation.mail === 'none' ? 'invitations.resend.linkFollows' : 'invitations.resend.follows')}
      </p>
      <FormActions>
        <ActButton data-autofocus type="submit" isBusy={sending.isBusy}>
          {say(invitation.mail === 'none' ? 'invitations.resend.newLink' : 'invitations.resend.link')}
        </ActButton>
        <CancelButton onClick={onClose} />
      </FormActions>
    </PlainForm>
  )
}
