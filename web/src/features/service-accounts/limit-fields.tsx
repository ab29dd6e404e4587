import { MultiSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { segmentKinds } from '@catalytics/contract/segments.ts'
import { useText } from '../../i18n/texts.ts'
import { linesOfEntries } from '../../lib/entries.ts'
import { segmentsQuery } from '../../lib/segments.ts'
import { errorOf } from '../../ui/problem-summary.tsx'
import type { Limits } from './limits.ts'
import classes from './service-accounts.module.css'

type Props = {
  readonly contract: ContractId
  /** Of that contract: the last day is one of its days. */
  readonly timeZone: string
  readonly limits: Limits
  readonly onChange: (changed: Partial<Limits>) => void
  readonly error: Error | null
}

/** What the limits are called and where they stand, by the names that the server uses. */
export function useLimitPlaces({ networks }: Pick<Limits, 'networks'>) {
  const { say } = useText()
  return {
    segments: { label: say('serviceAccounts.limits.segments'), id: 'account-segments' },
    networks: {
      label: say('serviceAccounts.limits.networks'),
      id: 'account-networks',
      lineOf: linesOfEntries(networks),
    },
    expires_at: { label: say('serviceAccounts.limits.expiry'), id: 'account-expiry' },
  }
}

/** What narrows an account: the segments it sees, the networks it calls from, its last day. */
export function LimitFields({ contract, timeZone, limits, onChange, error }: Props) {
  const { say } = useText()
  const known = useQuery(segmentsQuery(contract)).data?.data ?? []
  const groups = segmentKinds.map((kind) => ({
    group: say(`serviceAccounts.segmentKinds.${kind}`),
    items: known
      .filter((entry) => entry.kind === kind)
      .map(({ key, name }) => ({ value: `${kind}:${key}`, label: name }))
      .toSorted((a, b) => a.label.localeCompare(b.label)),
  }))
  const { segments, networks, expires_at: expiry } = useLimitPlaces(limits)
  return (
    <div className={classes['limits']}>
      <MultiSelect
        {...segments}
        description={say('serviceAccounts.limits.segmentsHelp')}
        placeholder={limits.segments.length === 0 ? say('serviceAccounts.limits.allSegments') : ''}
        data={groups.filter(({ items }) => items.length > 0)}
        searchable
        clearable
        hidePickedOptions
        error={errorOf(error, 'segments')}
        value={[...limits.segments]}
        onChange={(picked) => onChange({ segments: picked })}
      />
      <Textarea
        id={networks.id}
        label={networks.label}
        description={say('serviceAccounts.limits.networksHelp')}
        placeholder="203.0.113.0/24"
        autosize
        minRows={2}
        error={errorOf(error, 'networks', networks)}
        value={limits.networks}
        onChange={(event) => onChange({ networks: event.currentTarget.value })}
      />
      <TextInput
        {...expiry}
        type="date"
        description={say('serviceAccounts.limits.expiryHelp', { zone: timeZone })}
        error={errorOf(error, 'expires_at')}
        value={limits.expires_at}
        onChange={(event) => onChange({ expires_at: event.currentTarget.value })}
      />
    </div>
  )
}
