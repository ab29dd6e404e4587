import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { TableTools } from './table-tools.tsx'
import type { ListSearch } from './use-list-search.ts'

type Props = {
  readonly list: ListSearch
  /** How many rows there are, in words; read out when it changes. */
  readonly found: string
  /** What can be searched for, such as "Name or e-mail". */
  readonly searched: string
  /** The filters of the page. */
  readonly children?: ReactNode
}

/** The line above a list that is searched and filtered by its address. */
export function ListTools({ list, found, searched, children }: Props) {
  return (
    <TableTools found={found} isFiltered={list.isFiltered} onClear={list.clear}>
      <TextInput
        type="search"
        aria-label={searched}
        placeholder={searched}
        leftSection={<Icon name="search" />}
        value={list.search}
        onChange={(event) => list.setSearch(event.currentTarget.value)}
      />
      {children}
    </TableTools>
  )
}

type FilterProps<Value extends string> = {
  readonly label: string
  /** What is said where everything is shown. */
  readonly all: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly picked: Value | undefined
  readonly onPick: (value: Value | undefined) => void
}

/** Shows only the rows with one value. */
export function ListFilter<Value extends string>({
  label,
  all,
  options,
  picked,
  onPick,
}: FilterProps<Value>) {
  return (
    <NativeSelect
      aria-label={label}
      data={[{ value: '', label: all }, ...options]}
      value={picked ?? ''}
      onChange={(event) => onPick(options.find(({ value }) => value === event.currentTarget.value)?.value)}
    />
  )
}
