import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { segments as english } from '../en/segments.ts'

export const segments: Translated<typeof english, 'many'> = {
  title: 'Catalogues et réseaux',
  about:
    'Les événements les désignent par leur clé ; les personnes lisent le nom. Un nouveau nom apparaît aussitôt dans chaque vue.',
  kind: 'Type',
  allKinds: 'Les deux types',
  columns: {
    name: 'Nom',
    key: 'Clé',
  },
  add: 'Ajouter',
  addTitle: 'Ajouter un catalogue ou un réseau',
  addDo: 'Ajouter',
  rename: 'Renommer',
  added: 'Ajouté à la liste : {{name}}',
  renamed: 'Le nouveau nom est en place.',
  renameOf: 'Renommer {{name}}',
  search: 'Nom ou clé',
  found_one: '{{count, number}} entrée',
  found_many: '{{count, number}} d’entrées',
  found_other: '{{count, number}} entrées',
  keyHelp: 'Clé utilisée par les événements. Elle ne peut plus être modifiée.',
  nameHelp: 'Nom affiché aux utilisateurs.',
  taken: 'Cette clé existe déjà.',
  none: {
    title: 'Pas encore de catalogue ni de réseau',
    about: 'Ils apparaissent avec le premier événement qui les nomme, ou quand vous les ajoutez.',
  },
}
