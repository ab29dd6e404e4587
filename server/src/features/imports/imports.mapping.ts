import { faultsOf, listed } from '@catalytics/contract/faults.ts'
import {
  configurationPrefix,
  importFieldKind,
  type ImportMapping,
  importMapping,
  type ImportSource,
  nearest,
  requiredInside,
  templateColumns,
} from '@catalytics/contract/imports.ts'
import { understoodLanguage } from '@catalytics/contract/language-tags.ts'
import { because, type Because } from '@catalytics/contract/reasons.ts'
import { countryCodeOf } from '../../lib/country-names.ts'
import { AppError } from '../../lib/errors.ts'
import { schemaWords } from '../../lib/schema-words.ts'
import {
  ambiguous,
  cellBoolean,
  cellNumber,
  cellText,
  isUncertain,
} from '../../stores/files/readers/cells.ts'
import type { DecimalSign } from '../../stores/files/readers/numbers.ts'
import type { Cell, RowFault, SourceRow } from '../../stores/files/readers/rows.ts'
import { inMapping, instantReader } from './imports.instants.ts'

/** A value that could not be understood and was left out of the event. */
export type Unmapped = { readonly field: string; readonly value: string }
/** An event in wire form, not validated yet. */
export type MappedRow = {
  readonly event: unknown
  readonly unmapped: readonly Unmapped[]
  /** Why the row cannot be an event. */
  readonly fault?: RowFault
}

/** @throws AppError `invalid` that names every place of the mapping that is wrong */
export function parseMapping(input: unknown): ImportMapping {
  const parsed = importMapping.safeParse(input)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the mapping'}: ${schemaWords(message)}`,
  )
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new AppError('invalid', `The mapping cannot be used. ${problems.join('; ')}`, {
    faults: faultsOf(parsed.error.issues, input).map((fault) => ({
      ...fault,
      path: ['mapping', ...fault.path],
    })),
    ...(field !== '' && { field }),
  })
}

/** Where a mapping names a column: `event.catalog`, and `column` or `template`. */
type ColumnUse = { readonly field: string; readonly part: 'column' | 'template' }

/** The columns that a mapping reads, each with the place that names it first. */
export function mappedColumns(mapping: ImportMapping): ReadonlyMap<string, ColumnUse> {
  const uses = Object.entries(mapping.event).flatMap(([path, { column, template }]) => {
    const field = `event.${path}`
    return [
      ...(column === undefined ? [] : [[column, { field, part: 'column' }] as const]),
      ...(templateColumns(template ?? '') ?? []).map((name) => [name, { field, part: 'template' }] as const),
    ]
  })
  return new Map<string, ColumnUse>(uses.toReversed())
}

/**
 * The function that makes a row an event. It never fails for what a cell holds: what is no date, number or yes or no
 * goes through as it is, for the validation of events to refuse.
 *
 * @param file the columns of the file; null where it does not tell them beforehand
 * @throws AppError `invalid` for a column that the file does not have or has twice, a format that is none, or a fixed
 * value that is no country; and, called with a row, for a time without a zone where the mapping gives none
 */
export function compileMapping(
  mapping: ImportMapping,
  file: {
    readonly columns: readonly string[] | null
    /** The decimal sign of number fields, where it is known. */
    readonly decimals?: ReadonlyMap<string, DecimalSign>
    /** Whether numbers that stand for days count them from 1904. */
    readonly is1904?: boolean
  },
): (row: SourceRow) => MappedRow {
  if (file.columns !== null) checkColumns(mappedColumns(mapping), file.columns)
  const fields = Object.entries(mapping.event)
    .map(([path, source]) => ({
      path,
      keys: keysOf(path),
      needs: neededBy(path),
      read: fieldReader(path, source, {
        timeZone: mapping.time_zone,
        decimal: file.decimals?.get(path),
        is1904: file.is1904,
      }),
    }))
    // What others need comes first: an e-mail before the rest of a person.
    .toSorted((one, other) => rankOf(one.path) - rankOf(other.path))
  return ({ cells }) => {
    const event: Tree = {}
    const unmapped: Unmapped[] = []
    const filled = new Set<string>()
    for (const { path, keys, needs, read } of fields) {
      if (needs !== null && !filled.has(needs)) continue
      const value = read(cells, unmapped)
      if (value === undefined) continue
      if (value === ambiguous) return { event: null, unmapped: [], fault: ambiguousNumber(path) }
      filled.add(path)
      put(event, keys, value)
    }
    return { event, unmapped }
  }
}

type Tree = { [key: string]: unknown }
type Cells = SourceRow['cells']
type FieldReader = (cells: Cells, unmapped: Unmapped[]) => unknown

function checkColumns(used: ReadonlyMap<string, ColumnUse>, columns: readonly string[]): void {
  const wrong = [...used].flatMap(([name, { field, part }]) => {
    const fault = faultOfColumn(name, columns)
    return fault === undefined ? [] : [{ ...fault, field, part }]
  })
  const [first] = wrong
  if (first === undefined) return
  const message = wrong.map((one) => `${one.field}.${one.part}: ${one.message}`).join(' ')
  throw new AppError('invalid', message, {
    field: `${first.field}.${first.part}`,
    faults: wrong.map(({ because: of, field, part }) => ({ ...of, path: inMapping(field, part) })),
  })
}

/** Why a column cannot be read: with the file's columns, and the one that may have been meant. */
function faultOfColumn(
  name: string,
  columns: readonly string[],
): { readonly message: string; readonly because: Because } | undefined {
  const times = columns.filter((column) => column === name).length
  if (times === 1) return undefined
  if (times > 1)
    return {
      message: `the file has ${times} columns called ${name}; rename all but one.`,
      because: because('column_repeated', { times }),
    }
  const present = columns.filter((column) => column !== '')
  const meant = nearest(name, present)
  return {
    message: `the file has no column ${name}. ${meant === null ? '' : `Did you mean ${meant}? `}It has ${present.join(', ')}.`,
    because: because('no_such_column', { columns: listed(present) }),
  }
}

function ambiguousNumber(path: string): RowFault {
  const detail = `${path}: could be read as two numbers, as 1,234 can, and no cell of the column tells which; say "decimal": "," or "." in the mapping`
  return { reason: 'invalid_field', detail }
}

/** What the file and the mapping say of all its cells. */
type Reading = {
  readonly timeZone: string | undefined
  readonly decimal: DecimalSign | undefined
  readonly is1904: boolean | undefined
}

function fieldReader(path: string, source: ImportSource, reading: Reading): FieldReader {
  const convert = converterOf(path, source, reading)
  if (source.const !== undefined) {
    const value = convert(source.const, [])
    return () => value
  }
  const cellOf = cellSource(source)
  return (cells, unmapped) => convert(cellOf(cells), unmapped)
}

/** What a source with a column or a template makes of a row, before it is converted. */
export function cellSource(source: ImportSource): (cells: Cells) => Cell {
  return source.template === undefined ? columnReader(source) : templateReader(source.template)
}

type Converter = (cell: Cell, unmapped: Unmapped[]) => unknown

function converterOf(path: string, source: ImportSource, { timeZone, decimal, is1904 }: Reading): Converter {
  const kind = importFieldKind(path) ?? 'text'
  switch (kind) {
    case 'number':
      return (cell) => cellNumber(cell, decimal ?? source.decimal)
    case 'boolean':
      return cellBoolean
    case 'instant':
      return instantReader(`event.${path}`, source.format, timeZone, is1904)
    case 'country':
      checkCountries(path, source)
      return countryReader(path)
    case 'language':
      return languageReader(path)
    case 'text':
    case 'event_type':
    case 'channel_kind':
    default:
      return textReader(path)
  }
}

/** A text that nobody can tell is left out and counted, never guessed. */
function textReader(field: string): Converter {
  return (cell, unmapped) => {
    const text = cellText(cell) || undefined
    if (text === undefined || !isUncertain(cell)) return text
    unmapped.push({ field, value: text })
    return undefined
  }
}

function countryReader(field: string): Converter {
  const known = new Map<string, string | null>()
  return (cell, unmapped) => {
    const value = cellText(cell)
    if (value === '') return undefined
    let code = known.get(value)
    if (code === undefined) {
      code = countryCodeOf(value)
      // There are some 250 countries; more spellings than this are no column of countries.
      if (known.size < 1000) known.set(value, code)
    }
    if (code === null) unmapped.push({ field, value })
    return code ?? undefined
  }
}

/** As events take it: what is not understood never costs the row, and is counted. */
function languageReader(field: string): Converter {
  return (cell, unmapped) => {
    const value = cellText(cell)
    if (value === '') return undefined
    const tag = understoodLanguage(value)
    if (tag === undefined) unmapped.push({ field, value })
    return tag
  }
}

function checkCountries(path: string, source: ImportSource): void {
  const fixed = [
    { part: 'const', cell: [], value: source.const },
    ...Object.entries(source.values ?? {}).map(([cell, value]) => ({ part: 'values', cell: [cell], value })),
  ]
  for (const { part, cell, value } of fixed) {
    if (value === undefined || value === null || countryCodeOf(String(value)) !== null) continue
    const place = ['event', path, part, ...cell].join('.')
    throw new AppError('invalid', `${place}: ${value} is no country; use a code such as DE, or null.`, {
      field: place,
      faults: [{ ...because('not_a_country'), path: [...inMapping(`event.${path}`, part), ...cell] }],
    })
  }
}

function columnReader({ column = '', values }: ImportSource): (cells: Cells) => Cell {
  const cellAt = (cells: Cells) => (Object.hasOwn(cells, column) ? (cells[column] ?? null) : null)
  if (values === undefined) return cellAt
  const exact = new Map(Object.entries(values))
  const folded = new Map(Object.entries(values).map(([cell, value]) => [cell.trim().toLowerCase(), value]))
  return (cells) => {
    const cell = cellAt(cells)
    const text = cellText(cell)
    const value = exact.has(text) ? exact.get(text) : folded.get(text.toLowerCase())
    return value === undefined ? cell : value
  }
}

function templateReader(template: string): (cells: Cells) => Cell {
  const names = templateColumns(template) ?? []
  const between = template.split(/\{[^{}]+\}/)
  return (cells) => {
    const parts = names.map((name) => (Object.hasOwn(cells, name) ? (cells[name] ?? null) : null))
    const uncertain = parts.find(isUncertain)
    if (uncertain !== undefined) return uncertain
    const texts = parts.map(cellText)
    return texts.includes('') ? null : between.map((part, index) => part + (texts[index] ?? '')).join('')
  }
}

/** The field without which this one makes no sense; the innermost, which needs its own in turn. */
function neededBy(path: string): string | null {
  return (
    requiredInside.findLast(([prefix, needed]) => path.startsWith(prefix) && path !== needed)?.[1] ?? null
  )
}

function rankOf(path: string): number {
  const rank = requiredInside.findIndex(([, needed]) => needed === path)
  return rank === -1 ? requiredInside.length : rank
}

/** Names of configuration values may hold dots; no other field path has a name of people in it. */
function keysOf(path: string): readonly string[] {
  if (!path.startsWith(configurationPrefix)) return path.split('.')
  return [...configurationPrefix.slice(0, -1).split('.'), path.slice(configurationPrefix.length)]
}

function put(tree: Tree, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) tree[key] = value
  else put(branchOf(tree, key), rest, value)
}

function branchOf(tree: Tree, key: string): Tree {
  const branch = tree[key]
  if (isTree(branch)) return branch
  const made: Tree = {}
  tree[key] = made
  return made
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null
}
