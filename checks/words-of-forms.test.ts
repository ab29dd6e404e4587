import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import * as ids from '@catalytics/contract/ids.ts'
import { segment } from '@catalytics/contract/segments.ts'

/*
 * A text of a wrong form is refused in words and with an example. A regular expression helps nobody who has mistyped an id.
 */

const root = fileURLToPath(new URL('..', import.meta.url))

/** Patterns that are given to a schema without the words for who misses them. */
function wordless(source: string): readonly string[] {
  return (
    source.match(/\.regex\(\s*(?:new RegExp\((?:`[^`]*`|'[^']*')\)|\/(?:\\.|[^/\n])+\/[a-z]*|\w+)\s*\)/g) ??
    []
  )
}

test('every pattern of a schema has words', () => {
  const files = ['contract', 'server'].flatMap((part) => globSync(`${part}/src/**/*.ts`, { cwd: root }))
  expect(files.length).toBeGreaterThan(300)
  expect(files.flatMap((file) => wordless(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

test('a pattern without words is noticed', () => {
  expect(wordless(String.raw`z.string().regex(/^a\/b$/u)`)).toHaveLength(1)
  expect(wordless('z.string().regex(new RegExp(`^ct_${body}$`)).brand()')).toHaveLength(1)
  expect(wordless('z.string().regex(form)')).toHaveLength(1)
  expect(wordless("z.string().regex(form, 'is no id')")).toEqual([])
})

describe('a wrong', () => {
  test.each([
    ['contractId', ids.contractId, 'must be ct_ and 16 letters or digits, such as ct_4f9Kq2LmZx81RtYb'],
    ['importId', ids.importId, 'must be im_ and 16 letters or digits, such as im_4f9Kq2LmZx81RtYb'],
    ['exportId', ids.exportId, 'must be ex_ and 16 letters or digits, such as ex_4f9Kq2LmZx81RtYb'],
    ['clientId', ids.clientId, 'must be cat_sa_ and 16 letters or digits, such as cat_sa_4f9Kq2LmZx81RtYb'],
    [
      'publicKey',
      ids.publicKey,
      'must be cat_pk_ and 22 letters or digits, such as cat_pk_4f9Kq2LmZx81RtYbc3Wd7N',
    ],
    [
      'segment',
      segment,
      'must be catalog:, site: or network: and a key of up to 100 characters, such as catalog:bearings',
    ],
  ])('%s is refused in words, with an example that is right', (_name, schema, words) => {
    expect(schema.safeParse('nix').error?.issues.map(({ message }) => message)).toEqual([words])
    expect(schema.safeParse(words.split(' ').at(-1)).success).toBe(true)
  })
})
