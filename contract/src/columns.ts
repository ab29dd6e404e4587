import { z } from 'zod'

/** What the cells of a column hold, for formats whose cells have a type. */
type CellType = 'text' | 'integer' | 'number' | 'boolean' | 'instant'

/**
 * Where the value of a column comes from: `event`, what happened, which the event store keeps without a name; `person`,
 * who it was, which the directory store keeps alone; `both`, what is known only once the two are together.
 */
type Owner = 'event' | 'person' | 'both'

/** What the cells of a column are, on the wire and in files. */
type Cells<Wire extends z.ZodType> = {
  readonly wire: Wire
  readonly cell: CellType
  /** People wrote it, so it may hold what a spreadsheet would run as a formula. */
  readonly byPeople: boolean
}

type Column<Wire extends z.ZodType, By extends Owner> = Cells<Wire> & { readonly owner: By }
/** Columns by name, in their order. */
export type Columns = Readonly<Record<string, Column<z.ZodType, Owner>>>

/** A column; its description is what the description of the API says of it. */
export function column<Wire extends z.ZodType, By extends Owner>(
  { wire, cell, byPeople }: Cells<Wire>,
  owner: By,
  description: string,
): Column<Wire, By> {
  return { wire: wire.meta({ description }), cell, byPeople, owner }
}

const utc = z.string().meta({ description: 'Instant in UTC, ISO 8601 with milliseconds.' })

export const integer = { wire: z.int(), cell: 'integer', byPeople: false } as const
export const number = { wire: z.number().nullable(), cell: 'number', byPeople: false } as const
export const boolean = { wire: z.boolean(), cell: 'boolean', byPeople: false } as const
export const instant = { wire: utc, cell: 'instant', byPeople: false } as const
export const maybeInstant = { wire: utc.nullable(), cell: 'instant', byPeople: false } as const
/** Text that people wrote, of every row. */
export const text = { wire: z.string(), cell: 'text', byPeople: true } as const
/** Text that people wrote, null where they did not. */
export const maybeText = { wire: z.string().nullable(), cell: 'text', byPeople: true } as const
/** A code of a closed form, null where nobody gave one. */
export const maybeCode = { wire: z.string().nullable(), cell: 'text', byPeople: false } as const

/** Text of a closed form. */
export function coded<Wire extends z.ZodType>(wire: Wire) {
  return { wire, cell: 'text', byPeople: false } as const
}

/** The names in a table, in its order. */
export function namesOf<Table extends object>(table: Table): readonly (keyof Table & string)[] {
  return Object.keys(table).filter((name): name is keyof Table & string => Object.hasOwn(table, name))
}

/** The names of a table's columns that have this owner. */
export type OwnedBy<Table extends Columns, By extends Owner> = Extract<
  keyof Table & string,
  { [Name in keyof Table]: Table[Name]['owner'] extends By ? Name : never }[keyof Table]
>

/** Those names, in the table's order. */
export function ownedBy<Table extends Columns, By extends Owner>(
  table: Table,
  owner: By,
): readonly OwnedBy<Table, By>[] {
  return namesOf(table).filter((name): name is OwnedBy<Table, By> => table[name]?.owner === owner)
}

/** One part of some of a table's entries, by their names and in the order of these. */
export function partOf<
  Name extends string,
  Part extends string,
  Table extends Readonly<Record<Name, Readonly<Record<Part, unknown>>>>,
>(table: Table, names: readonly Name[], part: Part): { -readonly [Key in Name]: Table[Key][Part] } {
  const parts = Object.fromEntries(names.map((name) => [name, table[name][part]]))
  return parts as { -readonly [Key in Name]: Table[Key][Part] } // oxlint-disable-line typescript/no-unsafe-type-assertion -- Object.fromEntries of all these names has them as its keys
}

/** What all columns of a table are on the wire: the shape of a row. */
export function wireOf<Table extends Columns>(table: Table) {
  return partOf(table, namesOf(table), 'wire')
}

/** What is made for each of these names, by name and in their order. */
export function recordOf<Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Record<Name, Value> {
  const made = Object.fromEntries(names.map((name) => [name, make(name)]))
  return made as Record<Name, Value> // oxlint-disable-line typescript/no-unsafe-type-assertion -- Object.fromEntries of all these names has them as its keys
}
