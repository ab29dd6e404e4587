import { expect, test } from 'vitest'
import { decimalSigns } from '../../../features/imports/imports.decimals.ts'
import { compileMapping, parseMapping } from '../../../features/imports/imports.mapping.ts'
import { decimalSignOf, numberIn } from './numbers.ts'
import type { Cell, SourceRow } from './rows.ts'

test.each([
  ['1234', undefined, 1234],
  ['1.5', '.', 1.5],
  ['1,5', ',', 1.5],
  ['1.234', undefined, 'either'],
  ['1,234', undefined, 'either'],
  ['-12.345', undefined, 'either'],
  ['0.500', '.', 0.5],
  ['0,500', ',', 0.5],
  ['1234.567', '.', 1234.567],
  ['1234,567', ',', 1234.567],
  ['1,234.5', '.', 1234.5],
  ['1.234,5', ',', 1234.5],
  ['1,234,567', '.', 1234567],
  ['1.234.567', ',', 1234567],
  ['1 234', undefined, 1234],
  ['1 234,567', ',', 1234.567],
  ['1\u202f234.567', '.', 1234.567],
  ['1’234.50', '.', 1234.5],
  ['1e3', undefined, 1000],
  ['1.5E3', '.', 1500],
  ['.5', '.', 0.5],
  ['twelve', undefined, undefined],
  ['1.2.3', undefined, undefined],
  ['1,23,456', undefined, undefined],
  ['', undefined, undefined],
] as const)('"%s" proves the decimal sign %s and is %s', (text, sign, value) => {
  expect([decimalSignOf(text), numberIn(text, undefined)]).toEqual([sign, value])
})

function mappingWith(decimal?: string) {
  return parseMapping({
    event: {
      type: { const: 'quote_request' },
      at: { const: '2026-10-30T10:00:00Z' },
      catalog: { const: 'c' },
      'channel.kind': { const: 'site' },
      'channel.key': { const: 'www' },
      'quote.quantity': { column: 'Pieces', ...(decimal === undefined ? {} : { decimal }) },
    },
  })
}

/** What the quantities of a column become; a refused row is its reason. */
async function quantitiesOf(pieces: readonly Cell[], decimal?: string): Promise<readonly unknown[]> {
  const mapping = mappingWith(decimal)
  const rows: SourceRow[] = pieces.map((cell, index) => ({ row: index + 2, cells: { Pieces: cell } }))
  const decimals = await decimalSigns(mapping, inTurn(rows), new AbortController().signal)
  const toEvent = compileMapping(mapping, { columns: ['Pieces'], decimals })
  return rows.map((row) => {
    const { event, fault } = toEvent(row)
    if (fault !== undefined) return fault.reason
    return event !== null && typeof event === 'object' && 'quote' in event ? event.quote : undefined
  })
}

async function* inTurn(rows: readonly SourceRow[]): AsyncGenerator<SourceRow> {
  for (const row of rows) yield await Promise.resolve(row)
}

const refused = 'invalid_field'
const quantity = (value: number | string) => ({ quantity: value })

test.each([
  ['a cell with both signs', ['1.234', '1.234,5', '2.500', '0,5'], [1234, 1234.5, 2500, 0.5]],
  ['the last cell of all', ['1,234', '12', '2,000', '0.5'], [1234, 12, 2000, 0.5]],
  ['two groups', ['1.234', '1.234.567'], [1234, 1234567]],
  ['numbers of a workbook beside text', ['1.234', 7, '1,5'], [1234, 7, 1.5]],
])('%s decides for the whole column', async (_, pieces, numbers) => {
  expect(await quantitiesOf(pieces)).toEqual(numbers.map(quantity))
})

test('where nothing decides, what could be two numbers is refused and the rest taken', async () => {
  expect(await quantitiesOf(['1.234', '5', '1,234', null])).toEqual([
    refused,
    quantity(5),
    refused,
    undefined,
  ])
})

test('where cells contradict each other, nothing is guessed', async () => {
  expect(await quantitiesOf(['1.234', '1,5', '2.5'])).toEqual([refused, quantity(1.5), quantity(2.5)])
})

test('the mapping can say it, and then other signs are no numbers', async () => {
  expect(await quantitiesOf(['1.234', '1,5'], ',')).toEqual([quantity(1234), quantity(1.5)])
  expect(await quantitiesOf(['1.234', '1,5'], '.')).toEqual([quantity(1.234), quantity('1,5')])
})

test('it says it for numbers only', () => {
  const { event } = mappingWith()
  const wrong = { event: { ...event, 'part.number': { column: 'Part', decimal: ',' } } }

  expect(() => parseMapping(wrong)).toThrow('event.part.number.decimal: is only for quote.quantity')
})

test('the refusal says what to do', () => {
  const row = { row: 2, cells: { Pieces: '1.234' } }
  const { fault } = compileMapping(mappingWith(), { columns: ['Pieces'] })(row)

  expect(fault?.detail).toMatch(/^quote\.quantity: .*"decimal": "," or "\."/)
})
