import { useNavigate } from '@tanstack/react-router'
import type { ListAddress } from '../lib/list-address.ts'
import type { Order } from './table-columns.ts'

/** The filters of a page, which stand in its address. */
export type Filters<Values extends object> = {
  /** Undefined where a filter lets everything through. */
  readonly values: Readonly<Values>
  readonly isFiltered: boolean
  readonly change: (changed: Partial<Values>) => void
  readonly clear: () => void
}

/** The search, the filters and the order of a list, which stand in its address. */
export type ListSearch<Values extends object = object> = Filters<Values> & {
  /** What is looked for; empty: nothing in particular. */
  readonly search: string
  readonly setSearch: (search: string) => void
  readonly order: Order
  readonly setOrder: (order: Order) => void
}

/** @param values what the address says; every one of them is a filter */
export function useFilters<Values extends object>(values: Values): Filters<Values> {
  const change = useAddressChange()
  return {
    values,
    isFiltered: isAnySet(values),
    change,
    clear: () => change(allUnset(values)),
  }
}

/**
 * @param address what the address says; all but the search and the order are filters
 * @param firstBy the column that rows are ordered by until somebody picks another
 */
export function useListSearch<Address extends ListAddress>(
  { search = '', by, descending = false, ...values }: Address,
  firstBy = 'name',
): ListSearch<Omit<Address, keyof ListAddress>> {
  const change = useAddressChange()
  return {
    values,
    search,
    isFiltered: search !== '' || isAnySet(values),
    change,
    clear: () => change({ ...allUnset(values), search: undefined }),
    setSearch: (text) => change({ search: text === '' ? undefined : text }),
    order: { by: by ?? firstBy, descending },
    setOrder: change,
  }
}

/** Changes some of what the address says. "Back" leads to the page before, not to the search before. */
function useAddressChange() {
  const navigate = useNavigate()
  return (changed: object): void =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...changed }), replace: true })
}

function isAnySet(values: object): boolean {
  return Object.values(values).some((value) => value !== undefined)
}

function allUnset(values: object): object {
  return Object.fromEntries(Object.keys(values).map((name) => [name, undefined]))
}
