import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('settings are told apart from the rest of the URL', () => {
  const settings = readSettings([
    ['query', 'SELECT 1'],
    ['param_a', '1'],
    ['max_execution_time', '5'],
    ['output_format_json_quote_64bit_integers', '0'],
  ])

  expect([...settings]).toEqual([
    ['max_execution_time', '5'],
    ['output_format_json_quote_64bit_integers', '0'],
  ])
})

test.each(['session_id', 'role', 'password', 'log_comment', 'max_threads = 1, readonly', 'nonsense'])(
  '%s is refused',
  (name) => {
    expect(() => readSettings([[name, '1']])).toThrow(/not a setting/)
  },
)
