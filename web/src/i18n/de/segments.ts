import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { segments as english } from '../en/segments.ts'

export const segments: Translated<typeof english> = {
  title: 'Kataloge und Netzwerke',
  about:
    'Ereignisse nennen sie beim Schlüssel, Menschen lesen den Namen. Ein neuer Name gilt sofort in jeder Ansicht.',
  kind: 'Art',
  allKinds: 'Beide Arten',
  columns: {
    name: 'Name',
    key: 'Schlüssel',
  },
  add: 'Hinzufügen',
  addTitle: 'Katalog oder Netzwerk hinzufügen',
  addDo: 'Hinzufügen',
  rename: 'Umbenennen',
  added: 'In die Liste aufgenommen: {{name}}',
  renamed: 'Der neue Name gilt.',
  renameOf: '{{name}} umbenennen',
  search: 'Name oder Schlüssel',
  found_one: '{{count, number}} Eintrag',
  found_other: '{{count, number}} Einträge',
  keyHelp: 'Schlüssel, den die Ereignisse verwenden. Er lässt sich später nicht mehr ändern.',
  nameHelp: 'Name, den Menschen lesen.',
  taken: 'Diesen Schlüssel gibt es schon.',
  none: {
    title: 'Noch kein Katalog und kein Netzwerk',
    about: 'Sie erscheinen mit dem ersten Ereignis, das sie nennt, oder wenn Sie sie hinzufügen.',
  },
}
