import { expect, test } from 'vitest'
import { ndjsonRow } from './ndjson.ts'
import type { Column } from './table.ts'

test('a line is an object with the columns in order, nulls included', () => {
  const columns: readonly Column[] = [
    { name: 'seq', type: 'integer' },
    { name: 'city', type: 'text' },
    { name: 'new_user', type: 'boolean' },
    { name: 'phone', type: 'text' },
  ]
  const line = ndjsonRow({ new_user: false, city: 'a "b"\nc', seq: 7 }, columns)
  expect(line).toBe('{"seq":7,"city":"a \\"b\\"\\nc","new_user":false,"phone":null}\n')
})
