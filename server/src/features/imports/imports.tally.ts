import type { ImportAnswer } from '@catalytics/contract/imports.ts'
import type { RowFault } from '../../stores/files/readers/rows.ts'
import type { Unmapped } from './imports.mapping.ts'

/** What became of a batch of events. */
export type SubmitAnswer = {
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: readonly {
    /** Position in the batch, from 0. */
    readonly index: number
    readonly id: string | null
    readonly reason: string
    readonly detail: string
  }[]
}

type TalliedRow = { readonly row: number; readonly unmapped: readonly Unmapped[]; readonly fault?: RowFault }

/** The counts of an import as they grow; memory is bounded whatever the file holds. */
export type ImportTally = {
  readonly rows: number
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: number
  /** Counts a batch: all its rows, those of them that were sent, in order, and what became of these. */
  add(rows: readonly TalliedRow[], sent: readonly TalliedRow[], answer: SubmitAnswer): void
  answer(of: { importId: string; sha256: Buffer; unknownColumns: readonly string[] }): ImportAnswer
}

export function importTally(): ImportTally {
  let [rowCount, accepted, duplicates, rejected] = [0, 0, 0, 0]
  const reasons = new Map<string, number>()
  const examples: ImportAnswer['rejected_examples'] = []
  const unmapped = new Map<string, Map<string, number>>()

  function reject(row: number, reason: string, detail: string): void {
    const before = reasons.get(reason) ?? 0
    if (before < examplesPerReason) examples.push({ row, reason, detail })
    reasons.set(reason, before + 1)
    rejected += 1
  }

  return {
    get rows() {
      return rowCount
    },
    get accepted() {
      return accepted
    },
    get duplicates() {
      return duplicates
    },
    get rejected() {
      return rejected
    },
    add(rows, sent, answer) {
      rowCount += rows.length
      accepted += answer.accepted
      duplicates += answer.duplicates
      for (const { row, fault } of rows) if (fault !== undefined) reject(row, fault.reason, fault.detail)
      for (const { index, reason, detail } of answer.rejected) reject(sent[index]?.row ?? 0, reason, detail)
      const refused = new Set(answer.rejected.map(({ index }) => index))
      const stayed = sent.filter((_row, index) => !refused.has(index))
      for (const { field, value } of stayed.flatMap((row) => row.unmapped))
        countUnmapped(unmapped, field, value)
    },
    answer: ({ importId, sha256, unknownColumns }) => ({
      import_id: importId,
      file_sha256: sha256.toString('hex'),
      rows: rowCount,
      accepted,
      duplicates,
      rejected,
      reasons: Object.fromEntries(reasons),
      rejected_examples: examples.toSorted((one, other) => one.row - other.row),
      unmapped: Object.fromEntries(
        [...unmapped].map(([field, values]) => [field, Object.fromEntries(values)]),
      ),
      unknown_columns: [...unknownColumns],
    }),
  }
}

const examplesPerReason = 3
const valuesPerField = 1000

function countUnmapped(unmapped: Map<string, Map<string, number>>, field: string, value: string): void {
  const values = unmapped.get(field) ?? new Map<string, number>()
  unmapped.set(field, values)
  // So many different values mean a wrong column; one line for the rest is enough to see that.
  const key = values.has(value) || values.size < valuesPerField ? value.slice(0, 200) : '(other values)'
  values.set(key, (values.get(key) ?? 0) + 1)
}
