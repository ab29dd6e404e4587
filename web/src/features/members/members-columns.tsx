import type { InvitationAnswer, MemberAnswer } from '@catalytics/contract/members.ts'
import { roles } from '@catalytics/contract/permissions.ts'
import { useText } from '../../i18n/texts.ts'
import { useSession } from '../../lib/session.ts'
import type { Column } from '../../ui/data-table.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { InvitationMail } from './invitation-mail.tsx'
import classes from './members.module.css'

/** What the table tells of each user. */
export function useMemberColumns(): readonly Column<MemberAnswer>[] {
  const { say } = useText()
  const { user: own } = useSession()
  return [
    {
      id: 'name',
      label: say('members.columns.name'),
      cell: ({ user, name }) => (
        <span className={classes['name']}>
          {name}
          {user === own.id && <span className={classes['you']}> {say('members.you')}</span>}
        </span>
      ),
      value: ({ name }) => name,
      narrow: 'title',
    },
    {
      id: 'email',
      label: say('members.columns.email'),
      cell: ({ email }) => email,
      value: ({ email }) => email,
      narrow: 'line',
    },
    {
      id: 'role',
      label: say('members.role'),
      cell: ({ role }) => say(`roles.${role}`),
      value: ({ role }) => roles.indexOf(role),
      narrow: 'aside',
    },
    {
      id: 'joined',
      label: say('members.columns.joined'),
      cell: ({ joined_at: at }) => <When at={at} />,
      value: ({ joined_at: at }) => at,
      narrow: 'nowhere',
    },
    {
      id: 'seen',
      label: say('members.columns.seen'),
      cell: ({ last_seen_at: at }) => (at === null ? null : <When at={at} />),
      value: ({ last_seen_at: at }) => at ?? '',
      narrow: 'line',
    },
    {
      id: 'factor',
      label: say('members.columns.factor'),
      cell: ({ second_factor: isOn }) =>
        isOn ? <StateTag meaning="good">{say('members.factorOn')}</StateTag> : say('members.factorOff'),
      value: ({ second_factor: isOn }) => Number(isOn),
      narrow: 'nowhere',
    },
  ]
}

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
      label: say('members.columns.by'),
      cell: ({ invited_by: by }) => (by === 'operator' ? say('members.operator') : by),
      value: ({ invited_by: by }) => by,
      narrow: 'nowhere',
    },
    {
      id: 'sent',
      label: say('members.columns.sent'),
      cell: ({ sent_at: at }) => <When at={at} />,
      value: ({ sent_at: at }) => at,
      narrow: 'nowhere',
    },
    {
      id: 'expires',
      label: say('members.columns.expires'),
      cell: ({ state, expires_at: at }) =>
        state === 'expired' ? <StateTag meaning="warn">{say('members.expired')}</StateTag> : <When at={at} />,
      value: ({ expires_at: at }) => at,
      narrow: 'line',
    },
    {
      id: 'mail',
      label: say('members.columns.mail'),
      cell: (invitation) => <InvitationMail invitation={invitation} />,
      value: ({ mail }) => mail,
      narrow: 'line',
    },
  ]
}
