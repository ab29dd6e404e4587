/** What a column of the event store holds. */
type Type = 'text' | 'person' | 'number' | 'instant' | 'flag'

type Column = {
  readonly type: Type
  /**
   * Whether it still says what it said when a row left. What it said before is lost for those that a profile, a consent
   * or an erasure changes.
   */
  readonly isLasting: boolean
}

/** The columns of events that conditions may name. */
export const columns = {
  seq: { type: 'number', isLasting: true },
  kind: { type: 'text', isLasting: true },
  type: { type: 'text', isLasting: true },
  at: { type: 'instant', isLasting: true },
  catalog: { type: 'text', isLasting: true },
  channel_kind: { type: 'text', isLasting: true },
  channel: { type: 'text', isLasting: true },
  person: { type: 'person', isLasting: true },
  released: { type: 'flag', isLasting: false },
  country: { type: 'text', isLasting: false },
  state: { type: 'text', isLasting: false },
  city: { type: 'text', isLasting: false },
  company: { type: 'text', isLasting: false },
  department: { type: 'text', isLasting: false },
  configuration: { type: 'text', isLasting: false },
} as const satisfies Readonly<Record<string, Column>>

export type ColumnName = keyof typeof columns

/** The columns of a type. */
export type ColumnOf<Wanted extends Type> = {
  [Name in ColumnName]: (typeof columns)[Name]['type'] extends Wanted ? Name : never
}[ColumnName]
