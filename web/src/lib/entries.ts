const between = /[\s,;]+/

/** The entries of a list that somebody typed, one a line or with commas between them. */
export function entriesOf(text: string): string[] {
  return text.split(between).filter((entry) => entry !== '')
}

/** On which line of a typed list each of its entries stands, both counted from 0. */
export function linesOfEntries(text: string): (entry: number) => number | undefined {
  const lines = text.split('\n').flatMap((line, number) => entriesOf(line).map(() => number))
  return (entry) => lines[entry]
}
