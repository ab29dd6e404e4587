import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { glossary as english } from '../en/glossary.ts'

export const glossary: Translated<typeof english, 'many'> = {
  title: 'Glossaire',
  about:
    'Les mots de Catalytics : ce qu’ils signifient ici, sur chaque écran, dans chaque fichier et dans l’API.',
  search: 'Rechercher dans le glossaire',
  none: 'Aucun résultat pour « {{search}} ».',
  count_one: '{{count, number}} mot',
  count_other: '{{count, number}} mots',
  count_many: '{{count, number}} de mots',
  groups: {
    product: 'Produit et données',
    people: 'Personnes et accès',
    metrics: 'Indicateurs',
    dimensions: 'Dimensions',
  },
}
