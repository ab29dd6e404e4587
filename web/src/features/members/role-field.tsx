import { NativeSelect } from '@mantine/core'
import { roles, type Role } from '@catalytics/contract/permissions.ts'
import { useText } from '../../i18n/texts.ts'
import { mayGive } from '../../lib/role-limits.ts'
import type { OwnContract } from '../../lib/session.ts'

type Props = {
  readonly id: string
  /** The contract in which the role is given, as whoever gives it has it. */
  readonly contract: OwnContract
  readonly role: Role
  readonly onChange: (role: Role) => void
  readonly error: string | undefined
}

/** Picks a role, says what it is for, and why one of them cannot be given. */
export function RoleField({ id, contract, role, onChange, error }: Props) {
  const { say } = useText()
  const mayAppoint = mayGive('account_administrator', contract)
  return (
    <NativeSelect
      id={id}
      label={say('members.role')}
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
      error={error}
      value={role}
      onChange={(event) => onChange(roles.find((one) => one === event.currentTarget.value) ?? role)}
    />
  )
}
