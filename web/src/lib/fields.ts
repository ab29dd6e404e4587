import type { z } from 'zod'
import { faultsOf } from '@catalytics/contract/faults.ts'
import type { Because } from '@catalytics/contract/reasons.ts'
import { entriesOf, linesOfEntries } from './entries.ts'
import type { Fault } from './faults.ts'

/** A field of a form: all that is known of it, said once. */
export type Field<Value, Sent> = {
  readonly label: string
  /** Of the control that takes the focus. */
  readonly id: string
  /** What it has at first. */
  readonly first: Value
  /** Where its value stands in what is sent, as a dotted path, when that is not its name. */
  readonly at?: string
  /** What the server takes for what the field has. */
  sent(value: Value): Sent
  /** What the field has, as a reader sees it. */
  words(value: Value): string
  /** Why a value cannot be sent, beyond what the schema knows. */
  check?(value: Value): Because | string | undefined
  /** Of a list that is typed one a line: the line on which an entry stands, both from 0. */
  lineOf?(value: Value): (entry: number) => number | undefined
}

/** The fields of a form by their names, which are those of the API where it has them. */
export type Fields = Readonly<Record<string, Field<unknown, unknown>>>

export type Values<F extends Fields> = { readonly [Name in keyof F & string]: F[Name]['first'] }
export type SentBy<F extends Fields> = { [Name in keyof F & string]: ReturnType<F[Name]['sent']> }

type Given<Value> = Pick<Field<Value, unknown>, 'label' | 'id' | 'at' | 'check'>

/** A field whose value is sent as it is. */
export function field<Value>(
  given: Given<NoInfer<Value>> & {
    readonly first: Value
    readonly words?: (value: NoInfer<Value>) => string
  },
): Field<Value, Value> {
  return { words: String, ...given, sent: (value) => value }
}

/** A field whose value the server takes in another form. */
export function convertedField<Value, Sent>(
  given: Given<NoInfer<Value>> & {
    readonly first: Value
    readonly sent: (value: NoInfer<Value>) => Sent
    readonly words: (value: NoInfer<Value>) => string
  },
): Field<Value, Sent> {
  return given
}

/** A list that is typed, one entry a line or with commas between them. */
export function listField({
  first,
  ...given
}: Given<string> & { readonly first: readonly string[] }): Field<string, string[]> {
  return {
    ...given,
    first: first.join('\n'),
    sent: entriesOf,
    words: (typed) => entriesOf(typed).join(', '),
    lineOf: linesOfEntries,
  }
}

/** What the fields have at first. */
export function firstValues<F extends Fields>(fields: F): Values<F>
export function firstValues(fields: Fields): Readonly<Record<string, unknown>> {
  return mapped(fields, ({ first }) => first)
}

/** What the server takes for what the fields have, under their names. */
export function sentBy<F extends Fields>(fields: F, values: Values<F>): SentBy<F>
export function sentBy(fields: Fields, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return mapped(fields, (one, name) => one.sent(values[name]))
}

/** What keeps the values from being sent by the fields' own checks. */
export function ownFaults(fields: Fields, values: Readonly<Record<string, unknown>>): readonly Fault[] {
  return Object.entries(fields).flatMap(([name, one]) => {
    const why = one.check?.(values[name])
    return why === undefined ? [] : [{ field: name, why }]
  })
}

/** What the server would refuse in a body, by the schema that it checks with. */
export function faultsBySchema(schema: z.ZodType, body: unknown): readonly Fault[] {
  const { error } = schema.safeParse(body)
  if (error === undefined) return []
  return faultsOf(error.issues, body).map(({ path, reason, params }) => ({
    field: path.length === 0 ? undefined : path.join('.'),
    why: { reason, params },
  }))
}

/** The name of the field that a fault is in: `countries.1` is in `countries`. */
export function fieldAt(fields: Fields, at: string): string | undefined {
  return Object.keys(fields).find((name) => isBelow(at, name) || isBelow(at, fields[name]?.at ?? name))
}

/** Of a fault in a typed list, the line that it is on, from 0. */
export function lineAt(fields: Fields, name: string, at: string, value: unknown): number | undefined {
  const found = fields[name]
  const entry = /\.(\d+)$/.exec(at)?.[1]
  return entry === undefined ? undefined : found?.lineOf?.(value)(Number(entry))
}

function isBelow(at: string, path: string): boolean {
  return at === path || at.startsWith(`${path}.`)
}

function mapped(fields: Fields, of: (one: Fields[string], name: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, of(one, name)]))
}
