import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { glossary as english } from '../en/glossary.ts'

export const glossary: Translated<typeof english> = {
  title: 'Glossar',
  about:
    'Die Wörter von Catalytics: was sie hier bedeuten, auf jedem Bildschirm, in jeder Datei und in der API.',
  search: 'Im Glossar suchen',
  none: 'Keine Treffer für „{{search}}“.',
  count_one: '{{count, number}} Wort',
  count_other: '{{count, number}} Wörter',
  groups: {
    product: 'Produkt und Daten',
    people: 'Menschen und Zugang',
    metrics: 'Kennzahlen',
    dimensions: 'Dimensionen',
  },
}
