import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { requireWayBack } from './answer-schemas.ts'

type Tree = { readonly name: string; readonly children: readonly Tree[] }
const tree: z.ZodType<Tree> = z.object({ name: z.string(), children: z.lazy(() => z.array(tree)) })
const upper = z.string().transform((text) => text.toUpperCase())
const instant = z.codec(z.string(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
})

describe('an answer', () => {
  test.each<[string, z.ZodType]>([
    ['a field', z.object({ name: upper })],
    ['a field that may be absent', z.object({ name: upper.optional() })],
    ['items of a list', z.object({ data: z.array(z.object({ name: upper.nullable() })) })],
    ['one of several', z.union([z.object({ id: z.string() }), z.object({ name: upper })])],
    [
      'one of several by a word',
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), name: upper })]),
    ],
    ['values by name', z.record(z.string(), upper)],
    ['what is cut before it is looked at', z.object({ name: z.preprocess(String, z.string()) })],
    ['something that stands for itself', z.object({ next: z.lazy(() => z.object({ name: upper })) })],
    ['one side of two', z.intersection(z.object({ id: z.string() }), z.object({ name: upper }))],
  ])('with a transformation of %s fails the start', (_where, schema) => {
    expect(() => requireWayBack('GET /x', { 200: schema })).toThrow('GET /x answers with a transformation')
  })

  test.each<[string, unknown]>([
    ['none at all', undefined],
    [
      'checks',
      z.object({
        id: z.uuid(),
        name: z
          .string()
          .min(1)
          .refine((text) => text !== 'x'),
      }),
    ],
    ['a codec', z.object({ at: instant })],
    ['a default', z.object({ name: z.string().default('x') })],
    ['itself inside', tree],
  ])('with %s does not', (_what, schema) => {
    expect(() => requireWayBack('GET /x', { 200: schema })).not.toThrow()
  })
})
