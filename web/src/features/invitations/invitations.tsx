import { useState } from 'react'
import type { InvitationAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { mayGive } from '../../lib/role-limits.ts'
import { canUse, type OwnContract } from '../../lib/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { useRowDialogue } from '../../ui/row-dialogue.ts'
import { RowMenu } from '../../ui/row-menu.tsx'
import type { Order } from '../../ui/table-columns.ts'
import { DeleteInvitationDialogue } from './delete-invitation-dialogue.tsx'
import { useInvitationColumns } from './invitations-columns.tsx'
import classes from './invitations.module.css'
import { ResendDialogue } from './resend-dialogue.tsx'

type Props = { readonly contract: OwnContract; readonly invitations: readonly InvitationAnswer[] }

/** Invitations that wait, and those that expired lately: to be sent once more, or taken back. */
export function Invitations({ contract, invitations }: Props) {
  const { say } = useText()
  const columns = useInvitationColumns()
  const [order, setOrder] = useState<Order>({ by: 'sent', descending: true })
  const resending = useRowDialogue<InvitationAnswer>()
  const deleting = useRowDialogue<InvitationAnswer>()
  return (
    <section className={classes['part']}>
      <h2>{say('invitations.pending', { count: invitations.length })}</h2>
      <DataTable
        label={say('invitations.pending', { count: invitations.length })}
        columns={columns}
        rows={invitations}
        keyOf={({ id }) => id}
        order={order}
        onOrder={setOrder}
        {...(canUse(contract, 'manage_members') && {
          actionsOf: (invitation: InvitationAnswer) => (
            <RowMenu
              label={say('members.actions', { name: invitation.email })}
              items={[
                {
                  label: say(
                    invitation.mail === 'none' ? 'invitations.resend.newLink' : 'invitations.resend.link',
                  ),
                  onPick: (from) => resending.open(invitation, from),
                },
                {
                  label: say('invitations.delete.link'),
                  isDestructive: true,
                  onPick: (from) => deleting.open(invitation, from),
                },
              ]}
            />
          ),
        })}
      />
      <ResendDialogue
        contract={contract}
        state={resending}
        mayResend={mayGive(resending.subject?.role ?? 'viewer', contract)}
      />
      <DeleteInvitationDialogue contract={contract} state={deleting} />
    </section>
  )
}
