import type { InvitationAnswer } from '@catalytics/contract/members.ts'
import { roles } from '@catalytics/contract/permissions.ts'
import { useText } from '../../i18n/texts.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import type { Column } from '../../ui/table-columns.ts'
import { When } from '../../ui/when.tsx'
import { InvitationMail } from './invitation-mail.tsx'
import classes from './invitations.module.css'

/** What the table tells of each invitation. */
export function useInvitationColumns(): readonly Column<InvitationAnswer>[] {
  const { say } = useText()
  return [
    {
      id: 'email',
      label: say('members.columns.email'),
      cell: ({ email }) => <span className={classes['name']}>{email}</span>,
      value: ({ email }) => email,
      narrow: 'title',
    },
    {
      id: 'role',
      label: say('members.role'),
      cell: ({ role }) => say(`roles.${role}`),
      value: ({ role }) => roles.indexOf(role),
      narrow: 'aside',
    },
    {
      id: 'by',
      label: say('invitations.columns.by'),
      cell: ({ invited_by: by }) => (by === 'operator' ? say('invitations.operator') : by),
      value: ({ invited_by: by }) => by,
      narrow: 'nowhere',
    },
    {
      id: 'sent',
      label: say('invitations.columns.sent'),
      cell: ({ sent_at: at }) => <When at={at} />,
      value: ({ sent_at: at }) => at,
      narrow: 'nowhere',
    },
    {
      id: 'expires',
      label: say('invitations.columns.expires'),
      cell: ({ state, expires_at: at }) =>
        state === 'expired' ? (
          <StateTag meaning="warn">{say('invitations.expired')}</StateTag>
        ) : (
          <When at={at} />
        ),
      value: ({ expires_at: at }) => at,
      narrow: 'line',
    },
    {
      id: 'mail',
      label: say('invitations.columns.mail'),
      cell: (invitation) => <InvitationMail invitation={invitation} />,
      value: ({ mail }) => mail,
      narrow: 'line',
    },
  ]
}
