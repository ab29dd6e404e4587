import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { applyPatch, plantedFolder, readPlantedBugs } from '../tools/planted-patches.ts'
import { root } from './tree.ts'

const bugs = readPlantedBugs(join(root, plantedFolder))
const folder = mkdtempSync(join(tmpdir(), 'catalytics-patches-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('there are planted bugs', () => {
  expect(bugs.length).toBeGreaterThan(0)
})

test.each(bugs)('the patch $name still applies', ({ file }) => {
  expect(applyPatch(root, file, { check: true })).toBeUndefined()
})

test.each(bugs)('the patch $name has a plain name, and names tests that are there', ({ name, tests }) => {
  expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  expect(tests).toEqual(
    tests.filter((path) => /\.(test|spec)\.tsx?$/.test(path) && existsSync(join(root, path))),
  )
})

test('a patch that no longer applies is told, in git’s words', () => {
  const file = write(
    'old.patch',
    `Planted: x\nTests: x.test.ts\n\n${diff('package.json', 'no such line', 'another')}`,
  )

  expect(applyPatch(root, file, { check: true })).toContain('patch does not apply')
})

test.each([
  ['no word of what is wrong', 'Tests: a.test.ts', diff('a.ts', 'a', 'b'), 'Planted:'],
  ['no test', 'Planted: x', diff('a.ts', 'a', 'b'), 'Tests:'],
  ['no change', 'Planted: x\nTests: a.test.ts', 'nothing', 'changes no file'],
])('a patch with %s is refused', (name, head, body, problem) => {
  const own = mkdtempSync(join(folder, 'own-'))
  writeFileSync(join(own, `${name.replaceAll(' ', '-')}.patch`), `${head}\n\n${body}`)

  expect(() => readPlantedBugs(own)).toThrow(problem)
})

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

function diff(path: string, from: string, to: string): string {
  return `--- a/${path}\n+++ b/${path}\n@@ -1,1 +1,1 @@\n-${from}\n+${to}\n`
}
