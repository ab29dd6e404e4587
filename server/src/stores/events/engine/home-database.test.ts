import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { forgetEmptyDefault } from './home-database.ts'

const ours = "ATTACH DATABASE _ UUID '7b0f4c1e-0000-4000-8000-000000000000'\nENGINE = Dictionary\n"

function folderWith(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-home-'))
  mkdirSync(join(folder, 'metadata'))
  const file = join(folder, 'metadata', 'default.sql')
  writeFileSync(file, text)
  return { folder, file }
}

test.each([
  ['whole', ours],
  ['cut in the name of its engine', ours.slice(0, -6)],
  ['cut before its engine', ours.slice(0, 30)],
  ['empty', ''],
])('what an earlier start left is forgotten: %s', (_what, text) => {
  const { folder, file } = folderWith(text)

  forgetEmptyDefault(folder)

  expect(existsSync(file)).toBe(false)
})

test('a database of somebody else is kept, and refused', () => {
  const { folder, file } = folderWith(ours.replace('Dictionary', 'Atomic'))

  expect(() => forgetEmptyDefault(folder)).toThrow('was made by another program')
  expect(existsSync(file)).toBe(true)
})

test('a folder without one is fine', () => {
  expect(() => forgetEmptyDefault(mkdtempSync(join(tmpdir(), 'catalytics-home-')))).not.toThrow()
})
