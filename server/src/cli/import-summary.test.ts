import { expect, test } from 'vitest'
import { importSummary, sameRowsStored } from './import-summary.ts'

const contract = 'ct_0123456789abcdef'
const nothing = {
  import_id: 'im_0123456789abcdef',
  file_sha256: 'aa11',
  rows: 0,
  accepted: 0,
  duplicates: 0,
  rejected: 0,
  reasons: {},
  rejected_examples: [],
  unmapped: {},
  unknown_columns: [],
}

test('the first rows of each reason say what is wrong in them', () => {
  const answer = {
    ...nothing,
    dry_run: true as const,
    rows: 10,
    accepted: 4,
    rejected: 6,
    reasons: { invalid_field: 5, malformed_row: 1 },
    rejected_examples: [
      { row: 3, reason: 'invalid_field', detail: 'quote.quantity: could be read as two numbers' },
      { row: 4, reason: 'malformed_row', detail: 'has 6 cells, the header has 5' },
      { row: 5, reason: 'invalid_field', detail: 'quote.quantity: is no number' },
      { row: 6, reason: 'invalid_field', detail: 'quote.quantity: is no number' },
    ],
    unmapped: { country: { Atlantis: 2 } },
    unknown_columns: ['Note'],
  }

  expect(importSummary(answer, contract, [])).toBe(`Dry run: nothing was stored.
10 rows: 4 accepted, 0 duplicates, 6 rejected
  invalid_field: 5
    row 3: quote.quantity: could be read as two numbers
    row 5: quote.quantity: is no number
    row 6: quote.quantity: is no number
    and 2 more
  malformed_row: 1
    row 4: has 6 cells, the header has 5
Values that were not understood and left out:
  country "Atlantis": 2
Columns not used: Note`)
})

const conflictHint =
  '    These rows are stored already, with other content: the file was imported before with another mapping.'

test.each([
  [
    [],
    '    Events with these ids are stored already, with other content; no import of this file that is listed stored them.',
  ],
  [
    ['im_aaaaaaaaaaaaaaaa'],
    `${conflictHint}
    Undo that import first: ./catalytics import undo im_aaaaaaaaaaaaaaaa --contract ct_0123456789abcdef`,
  ],
  [
    ['im_bbbbbbbbbbbbbbbb', 'im_aaaaaaaaaaaaaaaa'],
    `${conflictHint}
    Undo that import first: ./catalytics import undo im_bbbbbbbbbbbbbbbb --contract ct_0123456789abcdef
    Older ones that stored rows of it: im_aaaaaaaaaaaaaaaa`,
  ],
])('rows that are stored with other content say which import to undo: %j', (earlier, hint) => {
  const answer = {
    ...nothing,
    rows: 1,
    rejected: 1,
    reasons: { id_conflict: 1 },
    rejected_examples: [{ row: 2, reason: 'id_conflict', detail: 'id: another event with this id' }],
  }

  expect(importSummary(answer, contract, earlier)).toBe(`Import im_0123456789abcdef
1 rows: 0 accepted, 0 duplicates, 1 rejected
  id_conflict: 1
    row 2: id: another event with this id
${hint}`)
})

test('only imports that stored rows of the same file count as those to undo', () => {
  const times = { created_at: '2026-11-30T00:00:00.000Z', finished_at: null }
  const same = { file_sha256: 'aa11', accepted: 3 }
  const imports = [
    { id: 'im_this', file_name: 'a.csv', status: 'done', answer: same },
    { id: 'im_retry', file_name: 'a.csv', status: 'done', answer: { ...same, accepted: 0 } },
    { id: 'im_missing', file_name: 'a.csv', status: 'failed', answer: null },
    { id: 'im_other_file', file_name: 'a.csv', status: 'done', answer: { ...same, file_sha256: 'bb22' } },
    { id: 'im_before_sums', file_name: 'a.csv', status: 'done', answer: { accepted: 3 } },
    { id: 'im_undone', file_name: 'a.csv', status: 'undone', answer: same },
    { id: 'im_half', file_name: 'renamed.csv', status: 'failed', answer: same },
    { id: 'im_first', file_name: 'a.csv', status: 'done', answer: same },
  ] as const

  expect(
    sameRowsStored(
      { ...nothing, import_id: 'im_this' },
      imports.map((one) => ({ ...one, ...times })),
    ),
  ).toEqual(['im_half', 'im_first'])
})

test('what a terminal would obey is shown, and a line break makes no line', () => {
  const answer = {
    ...nothing,
    unmapped: { country: { 'A\u001b[2J\nB': 1 } },
    unknown_columns: ['No\nte', 'x\u0007'],
  }

  expect(importSummary(answer, contract, []).split('\n').slice(2)).toEqual([
    'Values that were not understood and left out:',
    '  country "A\\u{1b}[2J\\u{a}B": 1',
    'Columns not used: No\\u{a}te, x\\u{7}',
  ])
})

test('of many values that were not understood twenty are printed', () => {
  const values = Object.fromEntries(Array.from({ length: 23 }, (_, index) => [`Land ${index}`, 1]))

  const lines = importSummary({ ...nothing, unmapped: { country: values } }, contract, []).split('\n')

  expect(lines.at(-2)).toBe('  country "Land 19": 1')
  expect(lines.at(-1)).toBe('  and 3 more; --json has them all')
})
