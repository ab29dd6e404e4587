import { useText } from '../i18n/texts.ts'
import { useNow } from '../lib/clock.ts'
import { formatDistance, formatInstant } from '../lib/format.ts'
import { useContract } from '../lib/session.ts'

type Props = {
  /** An instant (RFC 3339). */
  readonly at: string
  /** The date in full instead of the distance. */
  readonly exact?: boolean
}

/** An instant as a person says it; in full, in the time zone of the contract, on rest. */
export function When({ at, exact = false }: Props) {
  const { language } = useText()
  const now = useNow()
  const zone = useContract()?.time_zone ?? 'UTC'
  const date = new Date(at)
  const full = formatInstant(date, language, zone)
  return (
    <time dateTime={at} title={`${full} (${zone})`}>
      {exact ? full : formatDistance(date, now, language, zone)}
    </time>
  )
}
