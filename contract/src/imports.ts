import { z } from 'zod'
import { channelKind, eventTypes } from './events.ts'
import { importId } from './ids.ts'
import { personColumns, profileFields } from './person-columns.ts'
import { because, ruled, type Because } from './reasons.ts'
import { timeZone } from './time-zone.ts'

/** What the value of an event field is, and so how a cell becomes one. */
export type ImportFieldKind =
  | 'text'
  | 'instant'
  | 'country'
  | 'language'
  | 'number'
  | 'boolean'
  | 'event_type'
  | 'channel_kind'

/** Every field of an event that a mapping can fill, besides `part.configuration.NAME`, which is text. */
const importFields: Readonly<Record<string, ImportFieldKind>> = {
  id: 'text',
  type: 'event_type',
  at: 'instant',
  catalog: 'text',
  'channel.kind': 'channel_kind',
  'channel.key': 'text',
  'part.number': 'text',
  'part.family': 'text',
  'part.category': 'text',
  format: 'text',
  'document.name': 'text',
  'document.kind': 'text',
  'document.language': 'language',
  'quote.quantity': 'number',
  'quote.message': 'text',
  'person.email': 'text',
  ...Object.fromEntries(
    profileFields.map((field) => [`person.${field}`, personColumns[field].importKind] as const),
  ),
  'person.consent.manufacturer': 'boolean',
  'person.consent.at': 'instant',
  'person.consent.text': 'text',
  session: 'text',
  country: 'country',
  language: 'language',
}

/** Field paths that begin so name one value of the part's configuration: `part.configuration.d`. */
export const configurationPrefix = 'part.configuration.'

/** The kind of a field path; undefined where an event has no such field. */
export function importFieldKind(path: string): ImportFieldKind | undefined {
  if (path.startsWith(configurationPrefix) && path.length > configurationPrefix.length) return 'text'
  return Object.hasOwn(importFields, path) ? importFields[path] : undefined
}

const scalar = z.union([z.string(), z.number(), z.boolean()])

/** Where the value of one event field comes from: exactly one of `const`, `column` and `template`. */
export const importSource = z
  .strictObject({
    const: scalar.optional().meta({ description: 'The same value for every row.' }),
    column: z
      .string()
      .trim()
      .min(1)
      .optional()
      .meta({ description: 'The name in the file’s header, or the top-level key.' }),
    template: z
      .string()
      .optional()
      .meta({ description: 'Text with {Column} in it; gives nothing where one of the columns is empty.' }),
    values: z.record(z.string(), scalar.nullable()).optional().meta({
      description:
        'What cells mean, looked up first; null leaves the field out; "" stands for an empty cell.',
    }),
    decimal: z.enum(['.', ',']).optional().meta({
      description:
        'What stands in front of the fraction of a number; found out from the whole column where absent.',
    }),
    format: z.string().min(1).optional().meta({
      description: 'How an instant is written: dd/MM/yyyy HH:mm[:ss], M/d/yyyy h:mm a, unix, unix_ms.',
    }),
  })
  .superRefine((source, context) => {
    const given = ['const', 'column', 'template'].filter((key) => key in source)
    const refuse = (of: Because, path: string[], message: string) =>
      context.addIssue({ code: 'custom', message: ruled(of, message), path })
    if (given.length !== 1)
      refuse(
        because('exactly_one_of', { names: 'const, column, template' }),
        [],
        'needs exactly one of const, column and template',
      )
    if (source.values !== undefined && source.column === undefined)
      refuse(because('only_with', { names: 'column' }), ['values'], 'goes with a column')
    for (const key of ['format', 'decimal'] as const)
      if (source[key] !== undefined && source.const !== undefined)
        refuse(because('only_with', { names: 'column, template' }), [key], 'goes with a column or a template')
    if (source.template !== undefined && templateColumns(source.template) === null) {
      const message = 'needs column names in braces, such as customer-{CustomerID}@example.com'
      refuse(because('no_column_in_braces'), ['template'], message)
    }
  })
  .meta({ id: 'ImportSource' })
export type ImportSource = z.infer<typeof importSource>

/** How the rows of a file become events. */
export const importMapping = z
  .strictObject({
    time_zone: timeZone
      .optional()
      .meta({ description: 'Zone of dates and times that name none; needed as soon as one does not.' }),
    sheet: z
      .union([z.string().min(1), z.int().min(1)])
      .optional()
      .meta({
        description: 'XLSX: name or number (from 1) of the sheet; the first visible one where absent.',
      }),
    delimiter: z
      .string()
      .length(1)
      .optional()
      .meta({ description: 'CSV: what separates the cells; found out where absent.' }),
    encoding: z
      .enum(['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'])
      .optional()
      .meta({ description: 'CSV: found out where absent.' }),
    event: z
      .record(z.string(), importSource)
      .meta({ description: 'Event field, as a dotted path, to its source.' }),
  })
  .superRefine((mapping, context) => {
    const refuse = (of: Because, message: string, ...path: string[]) =>
      context.addIssue({ code: 'custom', message: ruled(of, message), path: ['event', ...path] })
    for (const [path, source] of Object.entries(mapping.event)) {
      const kind = importFieldKind(path)
      if (kind === undefined) refuse(because('unknown_field'), unknownField(path), path)
      else if (source.format !== undefined && kind !== 'instant')
        refuse(
          because('only_with', { names: 'at, person.consent.at' }),
          'is only for at and person.consent.at',
          path,
          'format',
        )
      else if (source.decimal !== undefined && kind !== 'number')
        refuse(
          because('only_with', { names: 'quote.quantity' }),
          'is only for quote.quantity',
          path,
          'decimal',
        )
      else
        for (const [at, value] of fixedValues(source))
          refuseOutsideList(kind, value, (of, message) => refuse(of, message, path, ...at))
      if (path === `${configurationPrefix}__proto__`)
        refuse(because('not_valid'), 'is not a possible name', path)
    }
    for (const path of requiredFields) {
      if (mapping.event[path] === undefined)
        refuse(because('missing'), 'is missing: every event needs it', path)
    }
    for (const [prefix, needed] of requiredInside) {
      const inside = Object.keys(mapping.event).find((path) => path.startsWith(prefix) && path !== needed)
      if (inside !== undefined && mapping.event[needed] === undefined)
        refuse(because('only_with', { names: needed }), `needs ${needed} beside it`, inside)
    }
  })
  .meta({ id: 'ImportMapping' })
export type ImportMapping = z.infer<typeof importMapping>

const requiredFields = ['type', 'at', 'catalog', 'channel.kind', 'channel.key'] as const

/** Objects inside an event that only make sense with one of their fields: prefix, that field. */
export const requiredInside = [
  ['person.', 'person.email'],
  ['person.consent.', 'person.consent.manufacturer'],
  ['document.', 'document.name'],
] as const

/** Why a row of a file was refused before it became an event; the other reasons are those of events. */
export const rowReasons = ['malformed_row', 'invalid_json', 'not_an_object', 'invalid_field'] as const
export type RowReason = (typeof rowReasons)[number]

const count = z.int().min(0)

/** What an import did; of a dry run, what it would do. */
export const importAnswer = z
  .object({
    import_id: importId.meta({ description: 'Names the import, for `import undo`.' }),
    file_sha256: z.string().meta({
      description:
        'SHA-256 of the file in hex; of this and the name of the sheet where it is not the first visible one. Rows of equal ones have equal ids.',
    }),
    dry_run: z.literal(true).optional().meta({ description: 'Nothing was stored.' }),
    rows: count.meta({
      description: 'Rows read: accepted, duplicates and rejected together. Blank rows do not count.',
    }),
    accepted: count.meta({ description: 'Rows that are new events, durably stored.' }),
    duplicates: count.meta({ description: 'Rows whose event was there already.' }),
    rejected: count.meta({ description: 'Rows that are no events; `reasons` says why.' }),
    reasons: z.record(z.string(), count).meta({ description: 'Rejected rows by reason.' }),
    rejected_examples: z
      .array(z.object({ row: z.int(), reason: z.string(), detail: z.string() }))
      .meta({ description: 'The first rows of each reason, numbered as in the file.' }),
    unmapped: z.record(z.string(), z.record(z.string(), count)).meta({
      description:
        'Field, value, rows: values that could not be understood. The field was left out, the row went in.',
    }),
    unknown_columns: z
      .array(z.string())
      .meta({ description: 'Columns of the file that the mapping does not use.' }),
  })
  .meta({ id: 'ImportAnswer' })
export type ImportAnswer = z.infer<typeof importAnswer>

/** As it was kept: an answer of an earlier version has fewer fields. */
export const keptImportAnswer = importAnswer.partial()

export const importStatuses = ['running', 'done', 'failed', 'undone'] as const

/** Answer of GET /api/v1/contracts/{contract}/imports. */
export const importList = z
  .object({
    data: z.array(
      z.object({
        id: importId,
        file_name: z.string(),
        status: z.enum(importStatuses),
        answer: keptImportAnswer.nullable().meta({
          description:
            'What it did; of a failed one, what it did before; null while it runs, and where nothing was read.',
        }),
        created_at: z.string(),
        finished_at: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ImportList' })
export type ImportList = z.infer<typeof importList>

/** Answer of POST /api/v1/contracts/{contract}/imports/{import_id}/undo. */
export const undoneImport = z
  .object({
    import_id: importId,
    removed: count.meta({ description: 'Events taken out.' }),
    people_removed: count.meta({ description: 'People who came with this import alone, now erased.' }),
  })
  .meta({ id: 'UndoneImport' })

/**
 * The columns that a template names, in order: `customer-{CustomerID}@x` gives CustomerID. Null where it names none
 * or a brace stands alone.
 */
export function templateColumns(template: string): readonly string[] | null {
  const names = template.match(/\{[^{}]+\}/g)?.map((name) => name.slice(1, -1).trim()) ?? []
  const rest = template.replace(/\{[^{}]+\}/g, '')
  return names.length === 0 || names.includes('') || /[{}]/.test(rest) ? null : names
}

/** The candidate that differs from `word` by the fewest typing mistakes; null where none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null
  let fewest = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const mistakes = editDistance(plain(word), plain(candidate))
    if (mistakes < fewest) [best, fewest] = [candidate, mistakes]
  }
  return best
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]+/g, '')
}

/** Insertions, deletions and replacements between two words (Levenshtein). */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [row, letter] of Array.from(from).entries()) {
    const line = [row + 1]
    for (let column = 0; column < to.length; column++) {
      const replaced = (above[column] ?? 0) + (letter === to[column] ? 0 : 1)
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1))
    }
    above = line
  }
  return above.at(-1) ?? 0
}

function unknownField(path: string): string {
  const meant = nearest(path, Object.keys(importFields))
  if (meant !== null) return `is not a field of an event; did you mean ${meant}?`
  return `is not a field of an event; there are ${Object.keys(importFields).join(', ')} and ${configurationPrefix}NAME`
}

function* fixedValues(source: ImportSource): Generator<readonly [string[], unknown]> {
  if (source.const !== undefined) yield [['const'], source.const]
  for (const [cell, value] of Object.entries(source.values ?? {}))
    if (value !== null) yield [['values', cell], value]
}

function refuseOutsideList(
  kind: ImportFieldKind,
  value: unknown,
  refuse: (of: Because, message: string) => void,
): void {
  const list: readonly unknown[] | null =
    kind === 'event_type' ? eventTypes : kind === 'channel_kind' ? channelKind.options : null
  if (list === null || list.includes(value)) return
  const allowed = list.join(', ')
  refuse(because('not_in_list', { allowed }), `is not one of ${allowed}`)
}
