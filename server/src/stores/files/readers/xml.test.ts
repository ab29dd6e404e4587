import { describe, expect, test } from 'vitest'
import { attributesOf, elementsAt, xmlScanner } from './xml.ts'

const text =
  `<?xml version="1.0"?><!-- <a> --><x:row note="a > b" r='1/>'>` +
  `<c t="s"/><v >1 &lt;&#50;<!-- 9 --><![CDATA[<&amp;>]]></v ></x:row>`

/** The tags, as `kind name attributes|text`. */
function tagsOf(...pieces: readonly string[]): readonly string[] {
  const scanner = xmlScanner()
  const tags = pieces.flatMap((piece) =>
    Array.from(
      scanner.read(piece),
      ({ kind, name, attributes, textBefore }) => `${kind} ${name} ${attributes.trim()}|${textBefore}`,
    ),
  )
  scanner.end()
  return tags
}

const tags = [
  `open row note="a > b" r='1/>'|`,
  'empty c t="s"|',
  'open v |',
  'close v |1 <2<&amp;>',
  'close row |',
]

describe('tags', () => {
  test('come with what stands in front of them', () => {
    expect(tagsOf(text)).toEqual(tags)
  })

  test('are the same wherever the text is cut', () => {
    for (let at = 1; at < text.length; at += 1)
      expect(tagsOf(text.slice(0, at), text.slice(at)), `cut at ${at}`).toEqual(tags)
    expect(tagsOf(...text.split(''))).toEqual(tags)
  })

  test.each(['<a', '<a b="c>', '<!-- <a>', '<a><![CDATA[ </a>', '<?xml ', '</a'])(
    '%s does not end',
    (open) => {
      expect(() => tagsOf(`<r/>${open}`)).toThrow('cannot be read without doubt')
    },
  )

  test('longer than any of a workbook are refused before they end', () => {
    const scanner = xmlScanner()
    const piece = 'x'.repeat(64 * 1024)
    const read = () => {
      Array.from(scanner.read('<!-- '))
      for (let pieces = 0; pieces < 100; pieces += 1) Array.from(scanner.read(piece))
    }

    expect(read).toThrow('cannot be read without doubt')
  })
})

test.each([
  [` a="1" b = '2'\n x:c="&quot;&#x41;&unknown;"`, { a: '1', b: '2', 'x:c': '"A&unknown;' }],
  [` a="b='c'" d='e="f"'`, { a: "b='c'", d: 'e="f"' }],
  ['', {}],
])('the attributes of %j', (written, attributes) => {
  expect(attributesOf(written)).toEqual(attributes)
})

test('elements are found at their place alone', () => {
  const xml = '<s:a><b><c n="1"/><c n="2"></c></b><d><b><c n="3"/></b></d><c n="4"/><b/><c n="5"/></s:a>'

  expect(elementsAt(xml, ['a', 'b', 'c']).map(({ n }) => n)).toEqual(['1', '2'])
  expect(elementsAt(xml, ['a', 'c']).map(({ n }) => n)).toEqual(['4', '5'])
})
