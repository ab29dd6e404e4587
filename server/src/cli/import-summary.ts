import type { ImportAnswer, ImportList } from '@catalytics/contract/imports.ts'
import { visible } from './visible.ts'

/**
 * What an import did, for people: counts, and of each reason the first rows with what is wrong in them.
 *
 * @param earlier ids of imports that stored the same rows ({@link sameRowsStored}); told where those have other content
 */
export function importSummary(answer: ImportAnswer, contract: string, earlier: readonly string[]): string {
  const unmapped = Object.entries(answer.unmapped).flatMap(([field, values]) =>
    Object.entries(values).map(([value, count]) => `  ${visible(field)} "${visible(value)}": ${count}`),
  )
  return [
    answer.dry_run === true ? 'Dry run: nothing was stored.' : `Import ${answer.import_id}`,
    `${answer.rows} rows: ${answer.accepted} accepted, ${answer.duplicates} duplicates, ${answer.rejected} rejected`,
    ...Object.entries(answer.reasons).flatMap(([reason, count]) => [
      `  ${reason}: ${count}`,
      ...firstRows(answer, reason, count),
      ...(reason === 'id_conflict' ? undoFirst(contract, earlier) : []),
    ]),
    ...listed('Values that were not understood and left out:', unmapped),
    ...(answer.unknown_columns.length === 0
      ? []
      : [`Columns not used: ${answer.unknown_columns.map(visible).join(', ')}`]),
  ].join('\n')
}

/** The imports that stored rows of the same file and have not been undone, newest first. */
export function sameRowsStored(answer: ImportAnswer, all: ImportList['data']): readonly string[] {
  return all
    .filter(
      ({ id, status, answer: own }) =>
        id !== answer.import_id &&
        status !== 'undone' &&
        own?.file_sha256 === answer.file_sha256 &&
        (own.accepted ?? 0) > 0,
    )
    .map(({ id }) => id)
}

function firstRows(answer: ImportAnswer, reason: string, count: number): readonly string[] {
  const examples = answer.rejected_examples.filter((example) => example.reason === reason)
  const rest = count - examples.length
  return [
    ...examples.map(({ row, detail }) => `    row ${row}: ${visible(detail)}`),
    ...(rest === 0 ? [] : [`    and ${rest} more`]),
  ]
}

function undoFirst(contract: string, earlier: readonly string[]): readonly string[] {
  const [id] = earlier
  if (id === undefined)
    return [
      '    Events with these ids are stored already, with other content; no import of this file that is listed stored them.',
    ]
  return [
    '    These rows are stored already, with other content: the file was imported before with another mapping.',
    `    Undo that import first: ./catalytics import undo ${id} --contract ${contract}`,
    ...(earlier.length < 2
      ? []
      : [`    Older ones that stored rows of it: ${earlier.slice(1, 6).join(', ')}`]),
  ]
}

const linesAtMost = 20

function listed(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return []
  const rest = lines.length - linesAtMost
  return [
    title,
    ...lines.slice(0, linesAtMost),
    ...(rest > 0 ? [`  and ${rest} more; --json has them all`] : []),
  ]
}
