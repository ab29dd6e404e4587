import { expect, test } from 'vitest'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from './errors.ts'

test('of thousands of faults the first hundred are kept, whoever found them', () => {
  const faults = Array.from({ length: 9000 }, (_, n) => ({ ...because('unknown_field'), path: [`a${n}`] }))

  const kept = new AppError('invalid', 'Much is wrong.', { faults }).faults

  expect(kept).toHaveLength(100)
  expect(kept.at(-1)).toMatchObject({ reason: 'unknown_field', path: ['a99'] })
})
