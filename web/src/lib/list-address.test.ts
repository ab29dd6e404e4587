import { expect, test } from 'vitest'
import { z } from 'zod'
import { inAddress, listAddress } from './list-address.ts'

const address = z.object({ ...listAddress, role: inAddress(z.enum(['viewer', 'analyst'])) })

test('a list is searched, filtered and ordered as its address says', () => {
  const asked = { search: 'keller', role: 'viewer', by: 'email', descending: true }

  expect(address.parse(asked)).toEqual(asked)
})

test('what somebody mistyped in an address is left out, and the rest holds', () => {
  expect(address.parse({ search: 'keller', role: 'king', by: 7, descending: 'yes', more: 1 })).toEqual({
    search: 'keller',
  })
})
