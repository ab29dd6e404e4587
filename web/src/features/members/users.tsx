import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { MemberAnswer } from '@catalytics/contract/members.ts'
import { roles } from '@catalytics/contract/permissions.ts'
import { useText } from '../../i18n/texts.ts'
import { fitsSearch } from '../../lib/search-text.ts'
import { canUse, type OwnContract } from '../../lib/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListFilter, ListTools } from '../../ui/list-tools.tsx'
import { useRowDialogue } from '../../ui/row-dialogue.ts'
import { RowMenu } from '../../ui/row-menu.tsx'
import { useListSearch } from '../../ui/use-list-search.ts'
import { useMemberColumns } from './members-columns.tsx'
import classes from './members.module.css'
import { RemoveDialogue } from './remove-dialogue.tsx'

// With all that a form needs: it comes when it is asked for.
const ChangeRoleDialogue = lazy(async () => ({
  default: (await import('./change-role-dialogue.tsx')).ChangeRoleDialogue,
}))

const route = getRouteApi('/inside/c/$contract/members')

type Props = { readonly contract: OwnContract; readonly members: readonly MemberAnswer[] }

/** The users of a contract; what is searched, filtered and ordered stands in the address. */
export function Users({ contract, members }: Props) {
  const { say } = useText()
  const list = useListSearch(route.useSearch())
  const { role } = list.values
  const columns = useMemberColumns()
  const changing = useRowDialogue<MemberAnswer>()
  const removing = useRowDialogue<MemberAnswer>()
  const rows = members.filter(
    (row) => fitsSearch(`${row.name} ${row.email}`, list.search) && (role === undefined || row.role === role),
  )
  return (
    <section className={classes['part']}>
      <h2>{say('members.users')}</h2>
      <ListTools
        list={list}
        found={say('members.found', { count: rows.length })}
        searched={say('members.search')}
      >
        <ListFilter
          label={say('members.role')}
          all={say('members.allRoles')}
          options={roles.map((value) => ({ value, label: say(`roles.${value}`) }))}
          picked={role}
          onPick={(picked) => list.change({ role: picked })}
        />
      </ListTools>
      {rows.length === 0 ? (
        <EmptyState title={say('members.noneFound.title')}>{say('members.noneFound.about')}</EmptyState>
      ) : (
        <DataTable
          label={say('members.users')}
          columns={columns}
          rows={rows}
          keyOf={({ user }) => user}
          order={list.order}
          onOrder={list.setOrder}
          {...(canUse(contract, 'manage_members') && {
            actionsOf: (member: MemberAnswer) => (
              <RowMenu
                label={say('members.actions', { name: member.name })}
                items={[
                  {
                    label: say('members.change.link'),
                    onPick: (from) => changing.open(member, from),
                  },
                  {
                    label: say('members.remove.link'),
                    isDestructive: true,
                    onPick: (from) => removing.open(member, from),
                  },
                ]}
              />
            ),
          })}
        />
      )}
      {changing.subject !== undefined && (
        <Suspense>
          <ChangeRoleDialogue contract={contract} members={members} state={changing} />
        </Suspense>
      )}
      <RemoveDialogue contract={contract} members={members} state={removing} />
    </section>
  )
}
