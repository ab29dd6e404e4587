import type { MemberAnswer } from '@catalytics/contract/members.ts'
import { roles } from '@catalytics/contract/permissions.ts'
import { useText } from '../../i18n/texts.ts'
import { useSession } from '../../lib/session.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import type { Column } from '../../ui/table-columns.ts'
import { When } from '../../ui/when.tsx'
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
