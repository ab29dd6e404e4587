import { Menu } from '@mantine/core'
import { useText } from '../i18n/texts.ts'
import { BarButton } from './bar-button.tsx'
import { DestinationItems } from './destination-items.tsx'

export function HelpMenu({ onKeys }: { readonly onKeys: () => void }) {
  const { say } = useText()
  return (
    <Menu>
      <Menu.Target>
        <BarButton label={say('frame.help.label')} icon="help" />
      </Menu.Target>
      <Menu.Dropdown>
        <DestinationItems menu="help" />
        <Menu.Item component="a" href="/api/docs/" target="_blank">
          {say('frame.help.reference')}
        </Menu.Item>
        <Menu.Item onClick={onKeys} rightSection={<kbd>?</kbd>}>
          {say('frame.keys.title')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
