import type { WireEvent } from '@catalytics/contract/events.ts'
import type { FamilyText } from './product-text.ts'

export type WirePart = NonNullable<WireEvent['part']>

/** All parts of a family: every combination of its options, in the order in which they are written. */
export function partsOf(family: FamilyText): readonly WirePart[] {
  const combinations = Object.entries(family.options)
    .map(([names, values]) => readOption(names, values))
    .reduce(combine, [[]])
  return combinations.map((settings) => ({
    number: numberOf(family.number, settings),
    family: family.name,
    category: family.category,
    configuration: Object.fromEntries(settings.filter(([name]) => !name.startsWith('#'))),
  }))
}

/** What one choice sets: for example the bearing's size, and with it the diameters. */
type Settings = readonly (readonly [name: string, value: string])[]

function readOption(names: string, values: string): readonly Settings[] {
  const keys = names.split(':')
  // Blanks matter inside a value; only a line break and its indent are there for the reader.
  const choices = values.split(/\|\s*\n\s*|\|/).map((choice) => choice.split(':'))
  return choices.map((choice) => keys.map((key, index) => [key, choice[index] ?? ''] as const))
}

function combine(before: readonly Settings[], choices: readonly Settings[]): readonly Settings[] {
  return before.flatMap((settings) => choices.map((choice) => [...settings, ...choice]))
}

function numberOf(pattern: string, settings: Settings): string {
  return settings.reduce((number, [name, value]) => number.replace(`{${name}}`, value), pattern)
}
