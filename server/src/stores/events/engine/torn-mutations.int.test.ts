import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeTornMutations } from './torn-mutations.ts'

let folder: string
let table: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'torn-'))
  table = join(folder, 'store', '26d', '26d62da1-01c6-424b-976b-f21f9ec824c4')
  mkdirSync(table, { recursive: true })
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const note =
  "format version: 1\ncreate time: 2026-11-22 13:07:42\ncommands: (UPDATE s = \\'a\\\\nb\\' WHERE id = 1)\n"

test('a whole note stays, with whatever lines a later version adds', () => {
  writeFileSync(join(table, 'mutation_2.txt'), note)
  writeFileSync(join(table, 'mutation_3.txt'), `${note}tid: (1, 1, 00000000-0000-0000-0000-000000000000)\n`)

  removeTornMutations(folder)

  expect(readdirSync(table)).toEqual(['mutation_2.txt', 'mutation_3.txt'])
})

test('a note that was cut off goes, wherever it was cut', () => {
  for (let length = 0; length < note.length; length += 1)
    writeFileSync(join(table, `mutation_${length}.txt`), note.slice(0, length))

  removeTornMutations(folder)

  expect(readdirSync(table)).toEqual([])
})

test('other files are left alone, and so is a folder without tables', () => {
  writeFileSync(join(table, 'format_version.txt'), '')
  removeTornMutations(folder)
  removeTornMutations(join(folder, 'nowhere'))

  expect(readdirSync(table)).toEqual(['format_version.txt'])
})
