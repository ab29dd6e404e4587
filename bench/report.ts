/** One line of the result. */
export type Figure = {
  readonly what: string
  readonly ours: string
  readonly beside: string
  readonly ratio: string
  readonly bar: string
}

export function print(figures: readonly Figure[]): void {
  const rows = [{ what: 'what', ours: 'ours', beside: 'beside', ratio: 'ratio', bar: 'bar' }, ...figures]
  const width = (key: keyof Figure) => Math.max(...rows.map((row) => row[key].length))
  const keys = ['what', 'ours', 'beside', 'ratio', 'bar'] as const
  const widths = keys.map(width)
  for (const row of rows) {
    process.stdout.write(
      `${keys
        .map((key, index) => row[key].padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
