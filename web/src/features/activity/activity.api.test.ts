import { expect, test } from 'vitest'
import { because } from '@catalytics/contract/reasons.ts'
import { faultOfPeriod } from './activity.api.ts'

test.each([
  [{}, undefined],
  [{ from: '2026-03-02' }, undefined],
  [{ from: '2026-03-02', to: '2026-03-02' }, undefined],
  [{ from: '2026-03-02', to: '2026-03-01' }, because('last_before_first')],
])('of the period %o, both days included, is said', (filter, fault) => {
  expect(faultOfPeriod(filter)).toEqual(fault)
})
