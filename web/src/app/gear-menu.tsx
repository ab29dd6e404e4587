import { Menu } from '@mantine/core'
import { useText } from '../i18n/texts.ts'
import { BarButton } from './bar-button.tsx'
import { DestinationItems } from './destination-items.tsx'
import { useDestinations } from './destinations.ts'

/** Administration of the contract; not there for whoever may administer nothing. */
export function GearMenu() {
  const { say } = useText()
  const destinations = useDestinations()
  if (!destinations.some(({ menu }) => menu === 'gear')) return null
  return (
    <Menu>
      <Menu.Target>
        <BarButton label={say('frame.gear')} icon="gear" opensMenu />
      </Menu.Target>
      <Menu.Dropdown>
        <DestinationItems menu="gear" />
      </Menu.Dropdown>
    </Menu>
  )
}
