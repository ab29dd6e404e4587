import { expect, test } from 'vitest'
import { contractId } from '@catalytics/contract/ids.ts'
import { filterOf } from '../../analytics/question.ts'
import { openSigning } from '../../lib/signing.ts'
import { fromCursor, toCursor, type CursorOwner } from './leads.cursor.ts'

const signing = openSigning('a key of this test', 'cursors')
const owner: CursorOwner = {
  contract: { id: contractId.parse('ct_0000000000000001') },
  rows: 'leads',
  filter: filterOf({ from: '2026-03-01' }, 'Europe/Paris', ['catalog:valves']),
}
const cursor = toCursor(signing, { after: 12, through: 34 }, owner)

test('a cursor names its place again', () => {
  expect(fromCursor(signing, cursor, owner)).toEqual({ after: 12, through: 34 })
})

test('it is good for its contract, its call, its filter and its segment lock alone', () => {
  const others: readonly CursorOwner[] = [
    { ...owner, contract: { id: contractId.parse('ct_0000000000000002') } },
    { ...owner, rows: 'actions' },
    { ...owner, filter: filterOf({ from: '2026-03-02' }, 'Europe/Paris', ['catalog:valves']) },
    { ...owner, filter: filterOf({ from: '2026-03-01' }, 'Europe/London', ['catalog:valves']) },
    { ...owner, filter: filterOf({ from: '2026-03-01' }, 'Europe/Paris', []) },
  ]
  for (const other of others) expect(() => fromCursor(signing, cursor, other)).toThrow('Start again')
})

test.each(['', '12.34', '-1.34', '34.12', '1e1.34', '12.9999999999999999', '12.34.5', 'x'])(
  'even the key’s holder cannot make one of %j',
  (text) => {
    const made = signing.sign(text, '{}')
    expect(() => fromCursor(signing, made, owner)).toThrow('Start again')
  },
)
