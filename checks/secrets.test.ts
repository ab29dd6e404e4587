import { expect, test } from 'vitest'
import { secretsIn } from './secrets.ts'
import { filesBelow, readText } from './tree.ts'

// In two pieces, so that this file holds none itself.
const planted = ['cat', 'pw', 'x'.repeat(49)].join('_')

test('no file of the repository holds a password of a service account', () => {
  const paths = filesBelow('').filter((path) => !/\.(png|jpg|ico|woff2|ttf|xlsx|parquet|gz|zip)$/.test(path))

  expect(paths.length).toBeGreaterThan(100)
  expect(paths.flatMap((path) => secretsIn(path, readText(path)))).toEqual([])
})

test.each([
  ['docs/guide/query.md', `first line\ncurl -u cat_sa_x:${planted} https://host`],
  ['server/src/lib/a.ts', `\nconst example = '${planted}'`],
  ['server/src/lib/a.test.ts', `\nconst password = '${planted}'`],
  ['.env', `\nPASSWORD=${planted}`],
])('a planted one is found in %s', (path, text) => {
  expect(secretsIn(path, text)).toEqual([`${path}:2`])
})

test.each([
  ['server/src/lib/a.test.ts', `const password = '${planted}' // example`],
  ['docs/guide/query.md', 'cat_pw_… is shown once'],
  ['docs/guide/query.md', `${planted}x`],
])('and what is none is let pass in %s', (path, text) => {
  expect(secretsIn(path, text)).toEqual([])
})
