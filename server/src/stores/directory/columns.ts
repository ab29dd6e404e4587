import { z } from 'zod'
import { Lru } from '../../lib/lru.ts'

/** A column that holds 0 or 1, which SQLite and PostgreSQL give alike, as false or true. */
export const flag = z.literal([0, 1]).transform((value) => value === 1)

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
