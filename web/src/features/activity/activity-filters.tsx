import { Button, MultiSelect, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { activityTypes } from '@catalytics/contract/activity.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { isDay } from '@catalytics/contract/period.ts'
import { useText } from '../../i18n/texts.ts'
import { collatorOf } from '../../lib/collate.ts'
import { wordsOfFault } from '../../lib/faults.ts'
import { DayField } from '../../ui/day-field.tsx'
import type { Filters } from '../../ui/use-list-search.ts'
import { actorsQuery, faultOfPeriod, type ActivityFilter } from './activity.api.ts'
import classes from './activity.module.css'

type Props = {
  readonly contract: ContractId
  /** Of the contract: the days of the period are its days. */
  readonly timeZone: string
  readonly filters: Filters<ActivityFilter>
}

/** Type, person or account, period. */
export function ActivityFilters({ contract, timeZone, filters }: Props) {
  const { say, language } = useText()
  const { values: filter, change: onChange } = filters
  const wrong = faultOfPeriod(filter)
  return (
    <div className={classes['filters']}>
      <MultiSelect
        className={classes['types']}
        label={say('activity.columns.type')}
        placeholder={filter.type === undefined ? say('activity.allTypes') : ''}
        data={activityTypes
          .map((type) => ({ value: type, label: say(`activity.types.${type}`) }))
          .toSorted((a, b) => collatorOf(language).compare(a.label, b.label))}
        searchable
        clearable
        hidePickedOptions
        value={[...(filter.type ?? [])]}
        onChange={(picked) =>
          onChange({
            type: picked.length === 0 ? undefined : activityTypes.filter((type) => picked.includes(type)),
          })
        }
      />
      <ActorField contract={contract} filters={filters} />
      <DayField
        label={say('activity.from')}
        description={timeZone}
        timeZone={timeZone}
        max={filter.to}
        value={filter.from ?? ''}
        onChange={(day) => (day === '' || isDay(day)) && onChange({ from: day || undefined })}
      />
      <DayField
        label={say('activity.to')}
        description={timeZone}
        timeZone={timeZone}
        error={wrong && wordsOfFault({ field: 'to', why: wrong })}
        min={filter.from}
        value={filter.to ?? ''}
        onChange={(day) => (day === '' || isDay(day)) && onChange({ to: day || undefined })}
      />
      {filters.isFiltered && (
        <Button variant="subtle" onClick={filters.clear}>
          {say('ui.table.clear')}
        </Button>
      )}
    </div>
  )
}

/** Users and service accounts of the contract; whoever is no longer there is picked in the table. */
function ActorField({ contract, filters }: Omit<Props, 'timeZone'>) {
  const { say } = useText()
  const { actor } = filters.values
  const known = useQuery(actorsQuery(contract)).data ?? []
  const isKnown = actor === undefined || known.some(({ id }) => id === actor)
  return (
    <Select
      className={classes['who']}
      label={say('activity.columns.actor')}
      placeholder={say('activity.everybody')}
      data={[...known, ...(isKnown ? [] : [{ id: actor, name: actor }])].map(({ id, name }) => ({
        value: id,
        label: name,
      }))}
      searchable
      clearable
      value={actor ?? null}
      onChange={(picked) => filters.change({ actor: picked ?? undefined })}
    />
  )
}
