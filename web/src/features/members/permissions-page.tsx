import { getRouteApi } from '@tanstack/react-router'
import { permissionNames, roles, rolesThatMay } from '@catalytics/contract/permissions.ts'
import { useText } from '../../i18n/texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import classes from './permissions-page.module.css'

const route = getRouteApi('/inside/c/$contract/permissions')

/** What each role may do: the table that the server enforces, which this page is built with. */
export function PermissionsPage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  return (
    <>
      <PageTitle
        about={say('members.matrix.about', {
          contract: contract.name,
          role: say(`roles.${contract.role}`),
        })}
      >
        {say('members.matrix.title')}
      </PageTitle>
      <table className={classes['matrix']} role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {say('members.matrix.permission')}
            </th>
            {roles.map((role) => (
              <th key={role} role="columnheader" scope="col" data-own={role === contract.role}>
                {say(`roles.${role}`)}
                {role === contract.role && (
                  <span className={classes['own']}>{say('members.matrix.own')}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {permissionNames.map((permission) => (
            <tr key={permission} role="row">
              <th role="rowheader" scope="row">
                {say(`members.permissions.${permission}`)}
              </th>
              {roles.map((role) => {
                const may = rolesThatMay(permission).includes(role)
                return (
                  <td key={role} role="cell" data-may={may} data-own={role === contract.role}>
                    <span className={classes['role']}>{say(`roles.${role}`)}</span>
                    <span className={classes['sign']}>{may ? <Icon name="check" /> : '–'}</span>
                    <span className="heard">{say(may ? 'members.may.yes' : 'members.may.not')}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <dl className={classes['about']}>
        {roles.map((role) => (
          <div key={role}>
            <dt>{say(`roles.${role}`)}</dt>
            <dd>{say(`members.roleAbout.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
