import { Menu } from '@mantine/core'
import { useText } from '../i18n/texts.ts'
import { useSession } from '../lib/session.ts'
import { BarButton } from './bar-button.tsx'
import classes from './bar.module.css'
import { DestinationItems } from './destination-items.tsx'
import { useSignOut } from './sign-out.ts'
import { ThemeItems } from './theme-menu.tsx'

export function UserMenu() {
  const { say } = useText()
  const { user } = useSession()
  const signOut = useSignOut()
  return (
    <Menu>
      <Menu.Target>
        <BarButton label={say('frame.user', { name: user.name })} words={initialsOf(user.name)} opensMenu />
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes['user']}>
          <p className={classes['name']}>{user.name}</p>
          <p className={classes['email']}>{user.email}</p>
        </div>
        <Menu.Divider />
        <DestinationItems menu="user" />
        <Menu.Label>{say('frame.theme.title')}</Menu.Label>
        <ThemeItems />
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{say('frame.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Two letters at most: of the first and the last name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => Array.from(word ?? '')[0]?.toUpperCase() ?? '').join('')
}
