import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { faultsOf } from '@catalytics/contract/faults.ts'
import { findPerson } from '@catalytics/contract/people.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { createServiceAccount } from '@catalytics/contract/service-accounts.ts'
import { line } from '@catalytics/contract/text.ts'
import { faultsInWords, problemErrors, requestProblem } from './request-problem.ts'
import { schemaCompiler, SchemaRefusal } from './schema-refusal.ts'

describe('what a schema refuses has a reason', () => {
  test.each([
    ['nothing where a text belongs', z.object({ a: z.string() }), {}, [['a', 'missing', {}]]],
    ['null', z.object({ a: z.string() }), { a: null }, [['a', 'missing', {}]]],
    ['blanks', z.object({ a: line(10) }), { a: '  ' }, [['a', 'missing', {}]]],
    ['a control character', z.object({ a: line(10) }), { a: 'a\u0007' }, [['a', 'not_plain_text', {}]]],
    ['a long text', z.object({ a: line(10) }), { a: 'x'.repeat(11) }, [['a', 'too_long', { limit: 10 }]]],
    ['a number for a text', z.object({ a: z.string() }), { a: 5 }, [['a', 'not_a_text', {}]]],
    ['a fraction', z.object({ a: z.int() }), { a: 1.5 }, [['a', 'not_a_whole_number', {}]]],
    ['too much', z.object({ a: z.number().max(3) }), { a: 4 }, [['a', 'too_large', { limit: 3 }]]],
    ['nothing above', z.object({ a: z.number().positive() }), { a: 0 }, [['a', 'not_above', { limit: 0 }]]],
    ['no entry', z.object({ a: z.array(z.string()).min(1) }), { a: [] }, [['a', 'none_chosen', {}]]],
    ['another word', z.enum(['csv', 'xlsx']), 'pdf', [['', 'not_in_list', { allowed: 'csv, xlsx' }]]],
    [
      'two unknown fields',
      z.strictObject({}),
      { x: 1, y: 2 },
      [
        ['x', 'unknown_field', {}],
        ['y', 'unknown_field', {}],
      ],
    ],
    [
      'both of two',
      findPerson,
      { lead_id: '0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11', email: 'a@b.example' },
      [['', 'either_or', { first: 'lead_id', second: 'email' }]],
    ],
    [
      'several at once',
      createServiceAccount,
      { name: '', scopes: [], networks: ['10.0.0.0/8', 'nowhere'], password: 'short' },
      [
        ['name', 'missing', {}],
        ['scopes', 'none_chosen', {}],
        ['networks.1', 'not_a_network', {}],
        ['password', 'too_short', { limit: 15 }],
      ],
    ],
  ] as const)('%s', (_, schema, sent, wanted) => {
    const found = faultsOf(schema.safeParse(sent).error?.issues ?? [], sent)

    expect(found.map(({ path, reason, params }) => [path.join('.'), reason, params])).toEqual(wanted)
  })
})

test.each([
  ['en', 'name: A value is needed here. scopes: Choose at least one.'],
  ['fr', 'name\u00a0: Une valeur est nécessaire ici. scopes\u00a0: Choisissez au moins un élément.'],
  ['de', 'name: Hier wird ein Wert gebraucht. scopes: Wählen Sie mindestens eines.'],
] as const)('all of them are said at once in %s', (language, words) => {
  const sent = { name: ' ', scopes: [] }
  const found = faultsOf(createServiceAccount.safeParse(sent).error?.issues ?? [], sent)

  expect(faultsInWords(found, language)).toBe(words)
})

describe('where a fault stands is exact', () => {
  test.each([
    ['a field of the body', { path: ['segments', 0, 'key'] }, '/segments/0/key'],
    ['a field whose name has dots and slashes', { path: ['event', 'part.a/b~c'] }, '/event/part.a~1b~0c'],
    ['the body as a whole', { path: [] }, ''],
    ['a parameter', { parameter: 'to' }, 'to'],
    ['a header', { parameter: 'Idempotency-Key' }, 'Idempotency-Key'],
    ['the request as a whole', {}, undefined],
  ])('%s', (_, place, pointer) => {
    const [told] = problemErrors([{ ...because('missing'), ...place }], 'en')

    expect(told?.pointer).toBe(pointer)
  })

  test.each([
    ['body', '/to'],
    ['params', 'to'],
    ['headers', 'to'],
  ] as const)('of what a schema refuses in %s', (part, pointer) => {
    const schema = z.object({ to: z.string() })
    const refusal = new SchemaRefusal(part, schema, schema.safeParse({}).error?.issues ?? [], {})
    const [told] = problemErrors(requestProblem(refusal).faults, 'en')

    expect(told).toMatchObject({ pointer, reason: 'missing' })
  })
})

test('a schema looks once at what it refuses', () => {
  let looks = 0
  const schema = z.object({ name: z.string().refine(() => (looks += 1) < 0) })
  const { error } = Object(
    schemaCompiler({ schema, httpPart: 'body', method: 'POST', url: '/' })({ name: 'x' }),
  )

  expect(error).toBeInstanceOf(SchemaRefusal)
  expect(requestProblem(error).faults).toHaveLength(1)
  expect(looks).toBe(1)
})
