import { MultiSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { segmentKinds } from '@catalytics/contract/segments.ts'
import { useText } from '../../i18n/texts.ts'
import { collatorOf } from '../../lib/collate.ts'
import { segmentsQuery } from '../../lib/segments.ts'
import { DayField } from '../../ui/day-field.tsx'
import type { FieldSet } from '../../ui/use-fields.ts'
import type { limitFields } from './limits.ts'
import classes from './service-accounts.module.css'

type Props = {
  readonly contract: ContractId
  /** Of that contract: the last day is one of its days. */
  readonly timeZone: string
  readonly form: Pick<FieldSet<ReturnType<typeof limitFields>>, 'field' | 'values'>
}

/** What narrows an account: the segments it sees, the networks it calls from, its last day. */
export function LimitFields({ contract, timeZone, form }: Props) {
  const { say, language } = useText()
  const known = useQuery(segmentsQuery(contract)).data?.data ?? []
  const groups = segmentKinds.map((kind) => ({
    group: say(`segmentKindsPlural.${kind}`),
    items: known
      .filter((entry) => entry.kind === kind)
      .map(({ key, name }) => ({ value: `${kind}:${key}`, label: name }))
      .toSorted((a, b) => collatorOf(language).compare(a.label, b.label)),
  }))
  return (
    <div className={classes['limits']}>
      <MultiSelect
        {...form.field('segments')}
        description={say('serviceAccounts.limits.segmentsHelp')}
        placeholder={form.values.segments.length === 0 ? say('serviceAccounts.limits.allSegments') : ''}
        data={groups.filter(({ items }) => items.length > 0)}
        searchable
        clearable
        hidePickedOptions
      />
      <Textarea
        {...form.field('networks')}
        description={say('serviceAccounts.limits.networksHelp')}
        placeholder="203.0.113.0/24"
        autosize
        minRows={2}
      />
      <DayField
        {...form.field('expires_at')}
        timeZone={timeZone}
        description={say('serviceAccounts.limits.expiryHelp', { zone: timeZone })}
      />
    </div>
  )
}
