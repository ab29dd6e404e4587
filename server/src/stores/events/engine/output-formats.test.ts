import { describe, expect, test } from 'vitest'
import { HeaderOnce, outputFormat } from './output-formats.ts'

function stripped(format: string, chunks: readonly string[]): string {
  const header = new HeaderOnce(outputFormat(format))
  return chunks.map((chunk) => Buffer.from(header.strip(Buffer.from(chunk))).toString()).join('')
}

describe('the header that every chunk repeats', () => {
  test.each([
    ['CSVWithNames', ['"a"\n1\n', '"a"\n2\n'], '"a"\n1\n2\n'],
    ['CSVWithNames', ['"a\n""b"\n1\n', '"a\n""b"\n2\n'], '"a\n""b"\n1\n2\n'],
    ['TSVWithNamesAndTypes', ['a"\nUInt8\n1\n', 'a"\nUInt8\n2\n'], 'a"\nUInt8\n1\n2\n'],
    ['CSV', ['1\n', '1\n'], '1\n1\n'],
  ])('of %s is kept once', (format, chunks, expected) => {
    expect(stripped(format, chunks)).toBe(expected)
  })

  test('must be there', () => {
    expect(() => stripped('CSVWithNames', ['"a"\n1\n', '2\n'])).toThrow(/header/)
  })
})

test('names of formats do not depend on case', () => {
  expect(outputFormat('jsoneachrow')).toMatchObject({ name: 'JSONEachRow', stream: 'rows' })
})
