import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/*
 * Whoever calls the API is told a reason of the closed list, in their language: `AppError` does not compile without one.
 * `OperatorError` has none; it is for commands, the start and the stores beneath them, and for calls of the operator.
 */

const root = fileURLToPath(new URL('..', import.meta.url))

/** Rooms and HTTP files that speak to the operator alone somewhere. */
const operatorsOwn = [
  'server/src/features/accounts/accounts.routes.ts',
  'server/src/features/accounts/accounts.ts',
  'server/src/features/help/help.ts',
  'server/src/features/installation/installation.mails.ts',
  'server/src/features/installation/installation.ts',
  'server/src/http/pages.ts',
  'server/src/http/tracker-script.ts',
]

test('a caller of the API is refused with a reason', () => {
  const files = ['features', 'http'].flatMap((part) =>
    globSync(`server/src/${part}/**/*.ts`, { cwd: root, exclude: ['**/*.test.ts'] }),
  )
  const speaking = files.filter((file) =>
    readFileSync(join(root, file), 'utf8').includes('new OperatorError('),
  )

  expect(files.length).toBeGreaterThan(150)
  expect(speaking.toSorted()).toEqual(operatorsOwn)
})
