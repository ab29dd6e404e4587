import { expect, test } from 'vitest'
import { importTally } from './imports.tally.ts'

test('values that were left out are counted of rows that went in, the first time or before', () => {
  const tally = importTally()
  const taken = rowOf(2, 'Atlantis')
  const refused = rowOf(3, 'Utopia')
  const again = rowOf(4, 'Atlantis')
  const unread = { row: 5, unmapped: [], fault: { reason: 'malformed_row', detail: 'has 6 cells' } } as const

  tally.add([taken, refused, again, unread], [taken, refused, again], {
    accepted: 1,
    duplicates: 1,
    rejected: [{ index: 1, id: null, reason: 'invalid_at', detail: 'at: is no date' }],
  })

  const answer = tally.answer({
    importId: 'im_0123456789abcdef',
    sha256: Buffer.from('ab', 'hex'),
    unknownColumns: [],
  })
  expect(answer.unmapped).toEqual({ country: { Atlantis: 2 } })
  expect(answer).toMatchObject({
    rows: 4,
    reasons: { malformed_row: 1, invalid_at: 1 },
    rejected_examples: [{ row: 3 }, { row: 5 }],
  })
})

function rowOf(row: number, value: string) {
  return { row, unmapped: [{ field: 'country', value }] }
}
