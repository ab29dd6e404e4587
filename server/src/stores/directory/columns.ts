import { z } from 'zod'
import { Lru } from '../../lib/lru.ts'

/** A column that holds 0 or 1, which SQLite and PostgreSQL give alike, as false or true. */
export const flag = z.literal([0, 1]).transform((value) => value === 1)

/** JSON text of a column; text that is none fails as any other wrong value does, and so may be caught. */
export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' })
    return z.NEVER
  }
})

/** A number that is past what can be counted with counts as the highest that can. */
export const countable = z
  .union([z.number(), z.bigint()])
  .transform((value) => Number(value > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : value))

/** Those rows that are as they should be: one that was damaged is no reason to fail others (`doctor` names it). */
export function readableRows<Row extends z.ZodType>(schema: Row, rows: readonly unknown[]): z.output<Row>[] {
  return rows.flatMap((row) => {
    try {
      return [schema.parse(row)]
    } catch {
      return []
    }
  })
}

/** JSON text of a column as an array. Often read and seldom changed: texts seen lately are not parsed again. */
export function jsonList<Item extends z.ZodType>(item: Item) {
  const items = z.array(item).readonly()
  const known = new Lru<string, z.output<typeof items>>(1000)
  return z.string().transform((text) => {
    const parsed = known.get(text) ?? items.parse(JSON.parse(text))
    known.set(text, parsed)
    return parsed
  })
}
