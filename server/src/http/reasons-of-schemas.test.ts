import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { faultsOf } from '@catalytics/contract/faults.ts'
import { languages } from '@catalytics/contract/languages.ts'
import { allWords } from '@catalytics/contract/words/all.ts'
import { sentenceOf } from '@catalytics/contract/words/sentence.ts'

/*
 * Whatever is sent to whichever schema of the contract, it is refused with a reason of the list: Zod's own messages, which
 * are English for programmers, reach nobody.
 */

const folder = fileURLToPath(new URL('../../../contract/src/', import.meta.url))
const files = globSync('*.ts', { cwd: folder })
const schemas = (
  await Promise.all(
    files.map(async (file) => {
      const module: Readonly<Record<string, unknown>> = await import(`${folder}${file}`)
      return Object.entries(module).flatMap(([name, value]) =>
        value instanceof z.ZodType ? [[`${file} ${name}`, value] as const] : [],
      )
    }),
  )
).flat()

test('all schemas of the contract are looked at', () => {
  expect(schemas.length).toBeGreaterThan(150)
})

test.each(schemas)('%s refuses with reasons only', (_, schema) => {
  const vague = new Set<string>()
  for (const sent of probesOf(schema)) {
    const result = schema.safeParse(sent)
    const faults = faultsOf(result.error?.issues ?? [], sent)
    if (!result.success && faults.length === 0) vague.add(`no reason: ${shown(sent)}`)
    for (const fault of faults) {
      const sentences = languages.map((language) => sentenceOf(allWords[language], language, fault))
      if (/\{\{|undefined|NaN|Infinity/.test(sentences.join(' '))) vague.add(sentences.join(' '))
      if (fault.reason === 'not_valid') vague.add(`${fault.path.join('.')}: ${shown(sent)}`)
    }
  }

  expect([...vague]).toEqual([])
})

const texts = ['', ' ', 'x', 'a\u0007b', 'x'.repeat(6000), '2026-13-01', 'ct_?', '\ud800']
const leaves = [undefined, null, 5, -1, 0, 1.5, 1e15, true, {}, [], ...texts]

/** Values that a schema may refuse, each wrong in one place. */
function probesOf(schema: z.core.$ZodType, depth = 0): readonly unknown[] {
  const { def } = schema._zod
  const inside = (inner: z.core.$ZodType) => (depth > 4 ? [] : probesOf(inner, depth + 1))
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape
    return [
      ...leaves,
      { unknown_field: 1 },
      ...Object.entries(shape).flatMap(([key, inner]) => inside(inner).map((value) => ({ [key]: value }))),
    ]
  }
  if (schema instanceof z.ZodArray)
    return [...leaves, Array.from({ length: 2001 }), ...inside(schema.element).map((value) => [value])]
  if (schema instanceof z.ZodRecord)
    return [...leaves, { '': 'x' }, ...inside(schema.valueType).map((value) => ({ key: value }))]
  if (schema instanceof z.ZodUnion) return [...leaves, ...schema.options.flatMap(inside)]
  if (schema instanceof z.ZodPipe) return inside(schema.in)
  if ('innerType' in def && def.innerType instanceof z.ZodType) return inside(def.innerType)
  return leaves
}

function shown(sent: unknown): string {
  return JSON.stringify(sent)?.slice(0, 80) ?? 'undefined'
}
