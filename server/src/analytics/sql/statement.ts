import type { z } from 'zod'

type Value = number | readonly string[] | readonly number[]

/** Values for the `{name: Type}` placeholders of a text. */
export type Params = Readonly<Record<string, Value>>

/**
 * A question as text and values, finished but for the contract: `{contract: UInt32}` stands in every text and is bound by
 * the store that asks, so that no statement can reach another contract's rows.
 */
export type Statement<Row> = {
  readonly query: string
  readonly params: Params
  /** What a row of the answer is. */
  readonly row: z.ZodType<Row>
}

/** Gathers the values of a text: what is bound twice stands there once, and another value of the same name gets its own. */
export type Binding = {
  /** The placeholder of a value. */
  readonly bind: (name: string, type: string, value: Value) => string
  readonly params: () => Params
}

export function openBinding(): Binding {
  const bound = new Map<string, { readonly value: Value; readonly text: string }>()
  return {
    bind(name, type, value) {
      const text = JSON.stringify(value)
      for (let count = 1; ; count += 1) {
        const own = count === 1 ? name : `${name}_${count}`
        const before = bound.get(own)
        if (before === undefined) bound.set(own, { value, text })
        if (before === undefined || before.text === text) return `{${own}: ${type}}`
      }
    },
    params: () => Object.fromEntries([...bound].map(([name, { value }]) => [name, value])),
  }
}
