import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from './plan.ts'
import { readPlantedBugs, type PlantedBug } from './planted-patches.ts'
import { failingWithoutBug, tryBug } from './planted-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'catalytics-patches-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tested = 'server/src/lib/cidr.test.ts'
const returned = '  return networks.some((network) => {'
const before = '   if (parsed === null) return false'
const after = '     const [base, bits] = ipaddr.parseCIDR(network)'
const limitMs = 60_000

test('a bug that its test notices is red, with the test that failed', async () => {
  const bug = plant({ from: returned, to: '  return networks.every((network) => {' })

  expect(await tryBug(root, bug, limitMs)).toMatchObject({
    verdict: 'red',
    reason: expect.stringContaining('isInside'),
  })
})

test('a change that no test minds is not noticed', async () => {
  const bug = plant({ from: returned, to: `  // Harmless.\n${returned}` })

  expect(await tryBug(root, bug, limitMs)).toMatchObject({ verdict: 'not noticed', reason: tested })
})

test('a bug that only one of the tests notices is not noticed by the other', async () => {
  const other = 'tools/lockfile.test.ts'
  const bug = plant({
    from: returned,
    to: '  return networks.every((network) => {',
    tests: `${tested} ${other}`,
  })

  expect(await tryBug(root, bug, limitMs)).toMatchObject({ verdict: 'not noticed', reason: other })
})

test.each([
  ['does not apply', { from: '  return nothing of the kind', to: '' }, 'does not apply'],
  ['does not compile', { from: returned, to: '  return networks.some((network => {' }, 'PARSE_ERROR'],
  ['names a test that is not there', { from: returned, to: returned, tests: 'server/none.test.ts' }, ''],
])('a patch that %s is broken', async (_, change, problem) => {
  expect(await tryBug(root, plant(change), limitMs)).toMatchObject({
    verdict: 'broken',
    reason: expect.stringContaining(problem),
  })
})

test('tests that take longer than the limit make the patch a broken one', async () => {
  expect(await tryBug(root, plant({ from: returned, to: returned }), 50)).toMatchObject({
    verdict: 'broken',
    reason: expect.stringContaining('time limit'),
  })
})

test('a test that fails anyway is told from one that does not', async () => {
  const missing = 'server/none.test.ts'

  expect(await failingWithoutBug(root, [tested, missing], limitMs)).toEqual(new Set([missing]))
})

/** A patch of one line of `cidr.ts`. */
function plant({
  from,
  to,
  tests = tested,
}: {
  readonly from: string
  readonly to: string
  readonly tests?: string
}): PlantedBug {
  const path = 'server/src/lib/cidr.ts'
  const added = to.split('\n').map((line) => `+${line}\n`)
  const hunk = `@@ -26,3 +26,${added.length + 2} @@\n${before}\n-${from}\n${added.join('')}${after}\n`
  const own = mkdtempSync(join(folder, 'one-'))
  const head = `Planted: a bug\nTests: ${tests}\n\n`
  writeFileSync(join(own, 'bug.patch'), `${head}--- a/${path}\n+++ b/${path}\n${hunk}`)
  const [bug] = readPlantedBugs(own)
  if (bug === undefined) throw new Error('no patch was read')
  return bug
}
