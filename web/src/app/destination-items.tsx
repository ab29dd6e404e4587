import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../i18n/texts.ts'
import { useContract } from '../lib/session.ts'
import { useDestinations, type Destination } from './destinations.ts'

/** The pages of one menu that this user may see, as items of a menu that opens. */
export function DestinationItems({ menu }: { readonly menu: Destination['menu'] }) {
  const { say } = useText()
  const contract = useContract()
  return useDestinations()
    .filter((one) => one.menu === menu)
    .map(({ id, label, link }) => (
      <Menu.Item key={id} renderRoot={(props) => <Link {...props} {...link(contract?.id ?? '')} />}>
        {say(label)}
      </Menu.Item>
    ))
}
