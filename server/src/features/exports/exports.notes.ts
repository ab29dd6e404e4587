import { isoInstant } from '../../lib/clock.ts'
import type { FileNotes } from '../../stores/files/table.ts'
import type { Contract } from '../contracts/contracts.ts'
import type { Opened } from './exports.content.ts'

/** What a file says about itself. */
export function notesOf(
  contract: Pick<Contract, 'name' | 'time_zone'>,
  name: string,
  { filter, period: { from, to }, through }: Pick<Opened, 'filter' | 'period' | 'through'>,
  now: number,
): FileNotes {
  const parts = filter.flatMap(([what, values]) =>
    values.length === 0 ? [] : [`${what} ${values.join(', ')}`],
  )
  return {
    title: `${contract.name}: ${name.replace('-', ' ')}`,
    filter: parts.length === 0 ? 'none' : parts.join('; '),
    period: from === null && to === null ? 'all' : `${edge(from)} to ${edge(to)} (excluded)`,
    time_zone: contract.time_zone,
    from_seq: 1,
    to_seq: through,
    made_at: isoInstant(now),
  }
}

function edge(instant: number | null): string {
  return instant === null ? '…' : isoInstant(instant)
}
