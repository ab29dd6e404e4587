import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { missingOptional, parseLockfile } from '../tools/lockfile.ts'
import { delivered, problematic } from './licences.ts'
import { readText, root } from './tree.ts'

describe('the lockfile', () => {
  const lock = parseLockfile(readText('package-lock.json'))

  test('has only packages that may be shipped with an Apache-2.0 product', () => {
    const packages = delivered(lock, licenceOfInstalled)

    expect(packages.length).toBeGreaterThan(30)
    expect(packages.map(({ name }) => name)).toContain('zod')
    expect(packages.map(({ name }) => name)).not.toContain('vitest')
    expect(problematic(packages)).toEqual([])
  })

  test('has the packages of every platform, or npm ci refuses it; "node tools/complete-lockfile.ts" adds them', () => {
    expect([...missingOptional(lock).keys()]).toEqual([])
  })
})

const manifest = z.object({ license: z.string() })

function licenceOfInstalled(place: string): string | undefined {
  try {
    return manifest.safeParse(JSON.parse(readFileSync(join(root, place, 'package.json'), 'utf8'))).data
      ?.license
  } catch {
    return undefined // not installed on this platform
  }
}

describe('a planted package is found', () => {
  test.each([
    'AGPL-3.0-only',
    'AGPL-3.0-or-later',
    'GPL-3.0',
    'LGPL-2.1',
    'SSPL-1.0',
    'BUSL-1.1',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE.md',
    'MIT AND GPL-3.0',
    '(MIT AND AGPL-3.0-only)',
    '(MIT OR Apache-2.0) AND GPL-2.0',
    undefined,
  ])('with the licence %s', (licence) => {
    expect(problematic([{ name: 'planted', version: '1.0.0', licence }])).toHaveLength(1)
  })

  test.each([
    'MIT',
    '(MIT OR GPL-3.0)',
    'MIT AND Apache-2.0',
    '(BSD-2-Clause OR MIT OR Apache-2.0)',
    'MPL-2.0',
  ])('and not with the licence %s', (licence) => {
    expect(problematic([{ name: 'planted', version: '1.0.0', licence }])).toEqual([])
  })

  test('also when it is nested, optional, or silent in the lockfile', () => {
    const lock = parseLockfile(
      JSON.stringify({
        packages: {
          '': {},
          server: { version: '1.0.0' },
          'node_modules/ours': { link: true },
          'node_modules/tool': { version: '1.0.0', license: 'GPL-3.0', dev: true },
          'node_modules/a/node_modules/@b/c': { version: '2.0.0', license: 'GPL-3.0', optional: true },
          'node_modules/silent': { version: '3.0.0' },
        },
      }),
    )

    expect(delivered(lock, (place) => `asked for ${place}`)).toEqual([
      { name: '@b/c', version: '2.0.0', licence: 'GPL-3.0' },
      { name: 'silent', version: '3.0.0', licence: 'asked for node_modules/silent' },
    ])
  })
})
