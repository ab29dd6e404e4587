import { expect, test } from 'vitest'
import { suppressionsIn } from './suppressions.ts'
import { filesBelow, readText } from './tree.ts'

/** How many there may be. It may only go down: take a rule's complaint as a question about the code first. */
const most = 18

const word = ['oxlint', 'disable'].join('-')

const all = filesBelow('')
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !/^checks\/(suppressions|lint\.test)/.test(path))
  .flatMap((path) => suppressionsIn(path, readText(path)))

test('every suppression says why it is there', () => {
  const silent = all.filter(({ reason }) => reason === undefined)

  expect(silent.map(({ path, line }) => `${path}:${line}`)).toEqual([])
})

test('the number of suppressions only goes down, and the number above goes down with it', () => {
  expect(all.map(({ path, line }) => `${path}:${line}`)).toHaveLength(most)
})

test.each([
  [`// ${word}-next-line no-console -- the terminal is the screen here`, 'the terminal is the screen here'],
  [`const a = 1 // ${word}-line no-var -- reason`, 'reason'],
  [`/* ${word} no-var -- reason */`, 'reason'],
  [`{/* ${word}-next-line react/no-danger -- reason */}`, 'reason'],
  [`// ${word}-next-line no-console`, undefined],
  [`// ${word}-next-line no-console --`, undefined],
  [`/* ${word} no-var -- */`, undefined],
  [`// es${word.slice(2)} no-var`, undefined],
])('a planted one is found with its reason: %s', (text, reason) => {
  expect(suppressionsIn('a.ts', `const b = 1\n${text}`)).toEqual([{ path: 'a.ts', line: 2, reason }])
})
