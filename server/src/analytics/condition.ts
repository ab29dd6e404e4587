import type { ColumnOf } from './columns.ts'

/** One condition on a row. `name` is what its value is called among the parameters. */
export type Condition =
  | { readonly column: ColumnOf<'text'>; readonly oneOf: readonly string[]; readonly name: string }
  | { readonly column: ColumnOf<'person'>; readonly oneOf: readonly number[]; readonly name: string }
  | {
      readonly column: ColumnOf<'number' | 'instant'>
      readonly is: '>' | '>=' | '<' | '<='
      readonly value: number
      readonly name: string
    }
  /** A value of a closed list, written into the text. */
  | { readonly column: 'channel_kind'; readonly equals: 'site' | 'network' }
  | { readonly column: 'released'; readonly equals: 'yes' }
  /** An action, not a change of a person. */
  | { readonly column: 'kind'; readonly equals: 'action' }
  | { readonly anyOf: readonly Condition[] }
  | { readonly allOf: readonly Condition[] }
