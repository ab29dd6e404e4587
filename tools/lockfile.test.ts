import { expect, test } from 'vitest'
import { completed } from './lockfile.ts'

test('a lockfile without the packages of other platforms gets them, in their places', () => {
  const text = lockfile({
    'node_modules/chart': {
      version: '1.0.0',
      optionalDependencies: { 'chart-linux-x64-musl': '1.0.0', 'chart-win32-arm64': '1.0.0' },
    },
    'node_modules/zod': { version: '4.0.0' },
  })

  expect(completed(text)).toEqual({
    added: ['chart-linux-x64-musl', 'chart-win32-arm64'],
    text: lockfile({
      'node_modules/chart': {
        version: '1.0.0',
        optionalDependencies: { 'chart-linux-x64-musl': '1.0.0', 'chart-win32-arm64': '1.0.0' },
      },
      'node_modules/chart-linux-x64-musl': {
        version: '1.0.0',
        cpu: ['x64'],
        libc: ['musl'],
        optional: true,
        os: ['linux'],
      },
      'node_modules/chart-win32-arm64': { version: '1.0.0', cpu: ['arm64'], optional: true, os: ['win32'] },
      'node_modules/zod': { version: '4.0.0' },
    }),
  })
})

test('a complete lockfile stays as it is, also where the package is nested', () => {
  const text = lockfile({
    'node_modules/chart': { version: '1.0.0', optionalDependencies: { 'chart-linux-x64': '1.0.0' } },
    'node_modules/chart/node_modules/chart-linux-x64': { version: '1.0.0' },
  })

  expect(completed(text)).toEqual({ added: [], text })
})

test.each([
  ['a range', 'chart-linux-x64', '^1.0.0'],
  ['a name that does not tell its platform', 'chart-fast', '1.0.0'],
])('%s is left to a person', (_, name, version) => {
  const text = lockfile({
    'node_modules/chart': { version: '1.0.0', optionalDependencies: { [name]: version } },
  })

  expect(() => completed(text)).toThrow(name)
})

function lockfile(packages: Readonly<Record<string, object>>): string {
  return `${JSON.stringify({ name: 'x', lockfileVersion: 3, packages: { '': { name: 'x' }, ...packages } }, null, 2)}\n`
}
