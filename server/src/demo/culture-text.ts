export const cultureKeys = [
  'german',
  'french',
  'italian',
  'english',
  'spanish',
  'portuguese',
  'dutch',
  'swedish',
  'danish',
  'finnish',
  'polish',
  'czech',
  'hungarian',
  'romanian',
  'turkish',
  'indian',
  'chinese',
  'japanese',
  'korean',
  'greek',
  'ukrainian',
  'arabic',
] as const
export type CultureKey = (typeof cultureKeys)[number]

/**
 * The raw form of a culture. Names are parted by blanks, the rest by semicolons. A word is written `text|ascii` where
 * its form in an e-mail address cannot be derived.
 */
export type CultureText = {
  readonly language: string
  readonly firstNames: string
  readonly lastNames: string
  /** Instead of the made-up words that all cultures with Latin letters share. */
  readonly stems?: string
  readonly trades: string
  readonly university: string
  readonly streets: string
}
