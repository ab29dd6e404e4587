import { permissionNames, rolesThatMay, type Role } from '@catalytics/contract/permissions.ts'
import { useText } from '../../i18n/texts.ts'
import { Icon } from '../../ui/icon.tsx'
import classes from './members.module.css'

/** What a role may do and what not, from the table that the server enforces. */
export function RolePermissions({ role }: { readonly role: Role }) {
  const { say } = useText()
  const granted = permissionNames.filter((permission) => rolesThatMay(permission).includes(role))
  return (
    <section className={classes['permissions']} aria-label={say('members.may.title')}>
      <h2>{say(`roles.${role}`)}</h2>
      <p role="status">
        {say('members.may.count', { granted: granted.length, all: permissionNames.length })}
      </p>
      <ul>
        {permissionNames.map((permission) => {
          const may = granted.includes(permission)
          return (
            <li key={permission} data-may={may}>
              <Icon name={may ? 'check' : 'minus'} />
              <span>
                {say(`members.permissions.${permission}`)}
                {!may && <span className="heard"> {say('members.may.not')}</span>}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
