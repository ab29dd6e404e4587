import { Link } from '@tanstack/react-router'
import { useText } from '../i18n/texts.ts'
import { useContract } from '../lib/session.ts'
import classes from './bar.module.css'
import { useDestinations, type Destination } from './destinations.ts'

type Props = {
  readonly menu: Destination['menu']
  readonly onPick?: () => void
}

/** The pages of one menu that this user may see, as links in a row or a column. */
export function DestinationLinks({ menu, onPick }: Props) {
  const { say } = useText()
  const contract = useContract()
  return useDestinations()
    .filter((one) => one.menu === menu)
    .map(({ id, label, link }) => (
      <Link
        key={id}
        {...link(contract?.id ?? '')}
        className={classes['page']}
        {...(onPick && { onClick: onPick })}
        activeProps={{ 'aria-current': 'page' }}
      >
        {say(label)}
      </Link>
    ))
}
