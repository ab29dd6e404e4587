import { expect, test } from 'vitest'
import { takenDiagnostics } from './diagnostics.ts'

test('what the server would refuse is left out, and what somebody took away', () => {
  const told = { page: '/c/a?email=x', browser: 'Firefox', window: '390x844', request_ids: [] }

  expect(takenDiagnostics(told, ['window'])).toEqual({ browser: 'Firefox', request_ids: [] })
})
