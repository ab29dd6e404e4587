/** What a catalog offers, as written in the `products-*.ts` files. */
export type ProductRange = {
  /** The catalog's share of the contract's activity. */
  readonly weight: number
  /** Fraction of the period after which the catalog is published; from the beginning where absent. */
  readonly launch?: number
  /** The catalog that the contract's campaign is about. */
  readonly campaign?: true
  readonly families: readonly FamilyText[]
}

/**
 * One part family. Its parts are all combinations of the options: `number` is the pattern of the part number.
 * An option's values are parted by |. An option with several names, parted by a colon, sets them together from
 * values parted by colons: `'#size:d:D': '6204:20:47|6205:25:52'`. Names that begin with # serve the number only.
 */
export type FamilyText = {
  readonly name: string
  /** Path, levels parted by / */
  readonly category: string
  readonly weight: number
  readonly number: string
  readonly options: Readonly<Record<string, string>>
}
