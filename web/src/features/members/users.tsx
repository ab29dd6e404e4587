import { NativeSelect, TextInput } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { MemberAnswer } from '@catalytics/contract/members.ts'
import { roles } from '@catalytics/contract/permissions.ts'
import { useText } from '../../i18n/texts.ts'
import { fitsSearch } from '../../lib/search-text.ts'
import { canUse, type OwnContract } from '../../lib/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useRowDialogue } from '../../ui/row-dialogue.ts'
import { RowMenu } from '../../ui/row-menu.tsx'
import { TableTools } from '../../ui/table-tools.tsx'
import { ChangeRoleDialogue } from './change-role-dialogue.tsx'
import { useMemberColumns } from './members-columns.tsx'
import classes from './members.module.css'
import { RemoveDialogue } from './remove-dialogue.tsx'

const route = getRouteApi('/inside/c/$contract/members')

type Props = { readonly contract: OwnContract; readonly members: readonly MemberAnswer[] }

/** The users of a contract; what is searched, filtered and ordered stands in the address. */
export function Users({ contract, members }: Props) {
  const { say } = useText()
  const { search = '', role, by = 'name', descending = false } = route.useSearch()
  const navigate = route.useNavigate()
  const columns = useMemberColumns()
  const changing = useRowDialogue<MemberAnswer>()
  const removing = useRowDialogue<MemberAnswer>()
  const change = (changed: object) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  const rows = members.filter(
    (row) => fitsSearch(`${row.name} ${row.email}`, search) && (role === undefined || row.role === role),
  )
  return (
    <section className={classes['part']}>
      <h2>{say('members.users')}</h2>
      <TableTools
        found={say('members.found', { count: rows.length })}
        isFiltered={search !== '' || role !== undefined}
        onClear={() => change({ search: undefined, role: undefined })}
      >
        <TextInput
          type="search"
          aria-label={say('members.search')}
          placeholder={say('members.search')}
          leftSection={<Icon name="search" />}
          value={search}
          onChange={(event) => change({ search: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          aria-label={say('members.role')}
          data={[
            { value: '', label: say('members.allRoles') },
            ...roles.map((value) => ({ value, label: say(`roles.${value}`) })),
          ]}
          value={role ?? ''}
          onChange={(event) => change({ role: event.currentTarget.value || undefined })}
        />
      </TableTools>
      {rows.length === 0 ? (
        <EmptyState title={say('members.noneFound.title')}>{say('members.noneFound.about')}</EmptyState>
      ) : (
        <DataTable
          label={say('members.users')}
          columns={columns}
          rows={rows}
          keyOf={({ user }) => user}
          order={{ by, descending }}
          onOrder={change}
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
      <ChangeRoleDialogue contract={contract} members={members} state={changing} />
      <RemoveDialogue contract={contract} members={members} state={removing} />
    </section>
  )
}
