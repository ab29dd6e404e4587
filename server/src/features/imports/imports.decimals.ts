import { importFieldKind, type ImportMapping } from '@catalytics/contract/imports.ts'
import { type DecimalSign, decimalSignOf } from '../../stores/files/readers/numbers.ts'
import type { SourceRow } from '../../stores/files/readers/rows.ts'
import { cellSource } from './imports.mapping.ts'

/**
 * The decimal sign of every number field whose mapping names none, out of the whole file: the one that some cell proves
 * (`0,5`, `1.234,50`) and no other cell contradicts. Fields without proof are absent; cells that could be read in two ways
 * are refused there.
 */
export async function decimalSigns(
  mapping: ImportMapping,
  rows: AsyncIterable<SourceRow>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, DecimalSign>> {
  const fields = Object.entries(mapping.event)
    .filter(([path, source]) => importFieldKind(path) === 'number' && source.const === undefined)
    .map(([path, source]) => ({ path, source, cellOf: cellSource(source), seen: new Set<DecimalSign>() }))
  const signs = new Map<string, DecimalSign>()
  for (const { path, source } of fields) if (source.decimal !== undefined) signs.set(path, source.decimal)
  const open = fields.filter(({ path }) => !signs.has(path))
  if (open.length === 0) return signs
  for await (const { cells } of rows) {
    signal.throwIfAborted()
    for (const { cellOf, seen } of open) {
      const cell = cellOf(cells)
      const sign = typeof cell === 'string' ? decimalSignOf(cell.trim()) : undefined
      if (sign !== undefined) seen.add(sign)
    }
  }
  for (const { path, seen } of open) {
    const [sign] = seen
    if (sign !== undefined && seen.size === 1) signs.set(path, sign)
  }
  return signs
}
