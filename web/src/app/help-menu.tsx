import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../i18n/texts.ts'
import { BarButton } from './bar-button.tsx'

export function HelpMenu() {
  const { say } = useText()
  return (
    <Menu>
      <Menu.Target>
        <BarButton label={say('frame.help.label')} icon="help" />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item renderRoot={(props) => <Link {...props} to="/glossary" />}>
          {say('frame.help.glossary')}
        </Menu.Item>
        <Menu.Item component="a" href="/api/docs/" target="_blank">
          {say('frame.help.reference')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
