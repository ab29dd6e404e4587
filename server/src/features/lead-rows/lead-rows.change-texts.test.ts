import { expect, test } from 'vitest'
import { withoutLast, type ChangePiece } from './lead-rows.change-texts.ts'

const line = (seq: number) => `{"seq":${seq},"at":"2026-10-01T08:00:00.000Z","row":{"seq":${seq}}}\n`
const lines = (...seqs: readonly number[]): ChangePiece => ({
  bytes: Buffer.from(seqs.map(line).join('')),
  rows: seqs.length,
})
const change = (seq: number): ChangePiece => ({
  change: { seq, kind: 'lead_updated', person: 7, action_id: '', received_at: '' },
})
const asText = (pieces: readonly ChangePiece[]) =>
  pieces.map((piece) => ('bytes' in piece ? [piece.rows, piece.bytes.toString()] : piece.change.seq))

test.each([
  [
    'the last line of some',
    [lines(1, 12), change(2), lines(3, 120)],
    120,
    [[2, line(1) + line(12)], 2, [1, line(3)]],
  ],
  ['the only line', [change(2), lines(12)], 12, [2]],
  ['a change of a person', [lines(1), change(12)], 12, [[1, line(1)]]],
  ['nothing, where it was left out before', [lines(1, 12)], 120, [[2, line(1) + line(12)]]],
  ['nothing of a number that only begins alike', [lines(1, 123)], 12, [[2, line(1) + line(123)]]],
  ['nothing but a change of that number', [lines(1), change(120)], 12, [[1, line(1)], 120]],
  ['nothing of nothing', [], 12, []],
] as const)('%s is left out', (_what, pieces, seq, expected) => {
  expect(asText(withoutLast(pieces, seq))).toEqual(expected)
})
