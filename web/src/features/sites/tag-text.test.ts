import { expect, test } from 'vitest'
import { tagText } from './tag-text.ts'

const given = { installation: 'https://c.example', publicKey: 'cat_pk_1', catalog: 'ball-bearings' }

test('the tag has the address, the key and the catalog', () => {
  const text = tagText(given)

  expect(text).toContain('src="https://c.example/t.js"')
  expect(text).toContain('data-key="cat_pk_1"')
  expect(text).toContain('data-catalog="ball-bearings"')
})

test('the key of a catalog stays within its attribute', () => {
  expect(tagText({ ...given, catalog: 'a"><script>&' })).toContain('data-catalog="a&quot;>&lt;script>&amp;"')
})

test('without a catalog, events name their own', () => {
  expect(tagText({ ...given, catalog: '' })).not.toContain('data-catalog')
})
