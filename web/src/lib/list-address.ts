import { z } from 'zod'

/** One value in the address of a page. What somebody mistyped there is left out, not refused. */
export function inAddress<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined)
}

/** What the address of every list says: what is looked for, and what the rows are ordered by. */
export const listAddress = {
  search: inAddress(z.string()),
  by: inAddress(z.string()),
  descending: inAddress(z.boolean()),
} as const

/** As {@link listAddress} reads it. */
export type ListAddress = {
  readonly search?: string | undefined
  /** The id of a column. */
  readonly by?: string | undefined
  readonly descending?: boolean | undefined
}
