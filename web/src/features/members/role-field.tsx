import { NativeSelect } from '@mantine/core'
import type { ComponentProps } from 'react'
import { roles, type Role } from '@catalytics/contract/permissions.ts'
import { useText } from '../../i18n/texts.ts'
import { mayGive } from '../../lib/role-limits.ts'
import type { OwnContract } from '../../lib/session.ts'

type Props = ComponentProps<typeof NativeSelect> & {
  /** The dialogue around it opens on it. */
  readonly 'data-autofocus'?: boolean
  /** The contract in which the role is given, as whoever gives it has it. */
  readonly contract: OwnContract
  readonly role: Role
}

/** Picks a role, says what it is for, and why one of them cannot be given. */
export function RoleField({ contract, role, ...control }: Props) {
  const { say } = useText()
  const mayAppoint = mayGive('account_administrator', contract)
  return (
    <NativeSelect
      {...control}
      description={
        <>
          {say(`members.roleAbout.${role}`)}
          {!mayAppoint && ` ${say('members.hindrances.appoint')}`}
        </>
      }
      data={roles.map((value) => ({
        value,
        label: say(`roles.${value}`),
        disabled: !mayGive(value, contract),
      }))}
      value={role}
    />
  )
}
