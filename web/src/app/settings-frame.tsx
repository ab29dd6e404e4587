import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import type { Permission } from '@catalytics/contract/permissions.ts'
import type { PlainKey } from '../i18n/texts.ts'
import { useText } from '../i18n/texts.ts'
import { canUse } from '../lib/session.ts'
import classes from './settings-frame.module.css'

const route = getRouteApi('/inside/c/$contract/settings')

const parts = [
  { to: '/c/$contract/settings', label: 'contracts.general.link', needs: 'manage_contract' },
  { to: '/c/$contract/settings/catalogs', label: 'segments.title', needs: 'manage_contract' },
  { to: '/c/$contract/settings/sites', label: 'sites.title', needs: 'manage_contract' },
  { to: '/c/$contract/settings/quarantine', label: 'quarantine.title', needs: 'manage_contract' },
  { to: '/c/$contract/settings/people', label: 'people.title', needs: 'manage_people' },
] as const satisfies readonly { to: string; label: PlainKey; needs: Permission }[]

/** The parts of a contract's settings, one beside the other, above each of them. */
export function SettingsFrame() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const shown = parts.filter(({ needs }) => canUse(contract, needs))
  return (
    <>
      {shown.length > 1 && (
        <nav className={classes['parts']} aria-label={say('contracts.parts')}>
          {shown.map(({ to, label }) => (
            <Link
              key={to}
              to={to}
              params={{ contract: contract.id }}
              className={classes['part']}
              activeOptions={{ exact: to === '/c/$contract/settings', includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {say(label)}
            </Link>
          ))}
        </nav>
      )}
      <Outlet />
    </>
  )
}
