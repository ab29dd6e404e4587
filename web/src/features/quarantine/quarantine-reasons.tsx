import { Link } from '@tanstack/react-router'
import { rejectReasons, type RejectReason } from '@catalytics/contract/events.ts'
import { useText } from '../../i18n/texts.ts'
import { formatNumber } from '../../lib/format.ts'
import classes from './quarantine.module.css'

type Props = {
  readonly counts: Readonly<Record<string, number>>
  readonly all: number
}

/** Every reason that there is, the most frequent first; a click shows its events only. */
export function QuarantineReasons({ counts, all }: Props) {
  const { say } = useText()
  const found = rejectReasons
    .filter((one) => (counts[one] ?? 0) > 0)
    .toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
  return (
    <nav className={classes['reasons']} aria-label={say('quarantine.reason')}>
      <Reason reason={undefined} name={say('quarantine.allReasons')} count={all} />
      {found.map((one) => (
        <Reason key={one} reason={one} name={say(`rejectReasons.${one}`)} count={counts[one] ?? 0} />
      ))}
    </nav>
  )
}

type ReasonProps = {
  readonly reason: RejectReason | undefined
  readonly name: string
  readonly count: number
}

function Reason({ reason, name, count }: ReasonProps) {
  const { language } = useText()
  return (
    <Link
      from="/c/$contract/settings/quarantine"
      to="."
      search={{ reason }}
      replace
      className={classes['reason']}
      activeOptions={{ exact: true, explicitUndefined: true }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <span>{name}</span>
      <span className="figures">{formatNumber(count, language)}</span>
    </Link>
  )
}
