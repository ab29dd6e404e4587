import { describe, expect, test } from 'vitest'
import { allowed } from './allowed-imports.ts'
import { goodTable, goodTree, leads } from './architecture.good-tree.ts'
import { planted } from './architecture.planted.ts'
import { checkArchitecture } from './architecture.ts'
import { describeFindings, rules } from './findings.ts'
import { filesBelow, readText } from './tree.ts'

describe('the tree', () => {
  const parts = new Set(['contract', 'server', 'web', 'tracker', 'sdk', 'checks', 'tools', 'bench', 'e2e'])
  const paths = filesBelow('').filter(
    (path) => parts.has(path.split('/')[0] ?? '') && /\.(ts|tsx|mjs)$/.test(path),
  )

  test('is seen: a check that looks at nothing finds nothing', () => {
    expect(paths.length).toBeGreaterThan(100)
    expect(paths).toContain('contract/src/ids.ts')
    expect(paths).toContain('server/src/lib/clock.ts')
    expect(paths).toContain('server/src/http/isolation.int.test.ts')
    expect(paths).toContain('checks/architecture.ts')
  })

  // It reads and parses the whole tree, beside other tests on the same cores.
  test('keeps to the rules of ARCHITECTURE.md', { timeout: 60_000 }, () => {
    const files = new Map(paths.map((path) => [path, readText(path)]))

    expect(describeFindings(checkArchitecture(files, allowed))).toBe('')
  })
})

test('a good tree has no findings', () => {
  expect(describeFindings(checkArchitecture(new Map(Object.entries(goodTree)), goodTable))).toBe('')
})

describe('a planted violation is found', () => {
  test('for every rule', () => {
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(rules))
  })

  test.each(planted)('%s: %s', (rule, _, path, line) => {
    const files = new Map(Object.entries(goodTree))
    files.set(path, `${files.get(path) ?? ''}\n${line}`)

    const found = checkArchitecture(files, goodTable)

    expect(found.map((finding) => finding.rule)).toContain(rule)
  })

  test.each([
    ['a door that nobody opens', { ...goodTable, roomEdges: { leads: ['people', 'members'] } }, 'room-edge'],
    [
      'an exception that nobody needs',
      { ...goodTable, storeFunctions: { 'a.store.ts#b': 'x', ...goodTable.storeFunctions } },
      'store-parameters',
    ],
    [
      'a room that is no longer so large',
      { ...goodTable, roomFiles: { most: 6, larger: { [leads]: 7 } } },
      'room-size',
    ],
    [
      'a room that is not there',
      { ...goodTable, roomFiles: { most: 6, larger: { 'server/src/features/gone': 9 } } },
      'room-size',
    ],
  ])('in the table: %s', (_, table, rule) => {
    const found = checkArchitecture(new Map(Object.entries(goodTree)), table)

    expect(found.map((finding) => [finding.path, finding.rule])).toEqual([
      ['checks/allowed-imports.ts', rule],
    ])
  })

  test('a room of the browser with a file too many', () => {
    const files = new Map(Object.entries(goodTree))
    for (let n = 1; n <= 6; n += 1) files.set(`web/src/features/leads/part-${n}.tsx`, `export const a = ${n}`)
    files.set('web/src/features/leads/part-7.test.tsx', 'void 0')

    expect(describeFindings(checkArchitecture(files, goodTable))).toContain(
      'web/src/features/leads:1 [room-size] 7 files without tests; at 6 a room is split',
    )
  })

  test('with its file, its line and what to do', () => {
    const files = new Map(Object.entries(goodTree))
    files.set('server/src/features/people/people.ts', `export const a = 1\nexport const at = Date.now()`)

    expect(describeFindings(checkArchitecture(files, goodTable))).toBe(
      'server/src/features/people/people.ts:2 [time-and-chance] Time and chance come from lib/ and are handed down: ' +
        'take a Clock or a random source as an argument.',
    )
  })
})
