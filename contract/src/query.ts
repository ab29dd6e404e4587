import { z } from 'zod'
import { because, type Because } from './reasons.ts'

/** What a caller is told about a query parameter whose value is refused. */
export type ParameterHelp = {
  /** What a value must be, as the end of a sentence: "must be a whole number from 1 to 100". */
  readonly rule: string
  /** The same as a reason, for whoever reads another language. */
  readonly because: Because
  /** A value that is right. */
  readonly example: string
}

/** The rule and the example of each query parameter of the API. */
export const parameterHelp = z.registry<ParameterHelp>()

/** A query parameter: its schema, with what the description of the API and a refusal say about it. */
export function parameter<Schema extends z.ZodType>(
  schema: Schema,
  { description, ...help }: ParameterHelp & { readonly description?: string },
): Schema {
  const told = schema.meta(description === undefined ? {} : { description })
  parameterHelp.add(told, help)
  return told
}

/** A number in decimal digits. What else JavaScript takes for a number (nothing, blanks, 1e3, 0x10) is refused. */
export function decimal<Schema extends z.ZodType<number>>(schema: Schema) {
  return z.preprocess(fromDigits, schema)
}

function fromDigits(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
}

/** How many rows a page has at most. */
export function pageLimit({ most, usual }: { readonly most: number; readonly usual: number }) {
  return parameter(decimal(z.number().int().min(1).max(most)).default(usual), {
    description: `Maximum number of rows in the answer; ${usual} where absent.`,
    rule: `must be a whole number from 1 to ${most}`,
    because: because('not_between', { least: 1, most }),
    example: String(usual),
  })
}

/** So often a parameter may come at most. */
export const mostTimes = 1000

/** A query parameter that may come several times. */
export const repeatable = <Item extends z.ZodType>(item: Item) =>
  z
    .union([item, z.array(item).max(mostTimes)])
    .transform((value): z.output<Item>[] => (Array.isArray(value) ? value : [value]))
    .optional()

/** The rule of a closed list of words. */
export function oneOf(words: readonly string[]): Pick<ParameterHelp, 'rule' | 'because'> {
  const allowed = words.join(', ')
  return { rule: `must be one of ${allowed}`, because: because('not_in_list', { allowed }) }
}
