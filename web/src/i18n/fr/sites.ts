import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { sites as english } from '../en/sites.ts'

export const sites: Translated<typeof english, 'many'> = {
  title: 'Sites',
  about:
    'Sites web dans lesquels vos catalogues sont intégrés. Avec une balise, leurs pages envoient des événements.',
  add: 'Ajouter un site',
  addTitle: 'Ajouter un site',
  addDo: 'Ajouter le site',
  search: 'Nom, clé ou origine',
  found_one: '{{count, number}} site',
  found_many: '{{count, number}} de sites',
  found_other: '{{count, number}} sites',
  keyHelp: 'Un mot court comme « www ». Il ne peut plus être modifié.',
  origin: 'Adresse du site',
  originHelp:
    'Schéma et hôte, comme dans la barre d’adresse. D’autres peuvent être ajoutées à la page suivante.',
  taken: 'Un site avec cette clé existe déjà.',
  none: {
    title: 'Pas encore de site',
    about:
      'Ajoutez le site web dans lequel un catalogue est intégré : sa page ici contient la balise à copier.',
  },
  columns: {
    name: 'Nom',
    key: 'Clé',
    state: 'État',
    origins: 'Origines',
    lastEvent: 'Dernier événement',
  },
  states: {
    on: 'accepte les événements',
    off: 'coupé',
    noOrigin: 'pas encore d’origine',
    notSetUp: 'sans balise',
  },
  site: {
    nothing: 'Ce site n’existe pas',
    nothingAbout: 'Il a peut-être une autre clé. Tous les sites sont un pas en arrière.',
    notSetUp: 'Pas encore de balise',
    notSetUpAbout:
      'Des événements nomment ce site, mais aucun ne vient de ses pages mêmes. Préparez-le : il reçoit une clé publique et une balise à copier.',
    setUpDone: 'Le site a une clé et une balise.',
    setUp: 'Préparer le site',
    settings: 'Pages qui peuvent envoyer',
    settingsAbout: 'S’applique dès la requête suivante.',
    originsHelp:
      'Une par ligne : schéma, hôte et port comme dans la barre d’adresse, sans chemin. Chaque hôte compte pour lui-même. Sans origine, personne ne peut envoyer.',
    enabled: 'Accepter les événements de ce site',
    enabledHelp: 'Désactivé, tout ce que ses pages envoient est refusé et perdu.',
    tag: 'Balise',
    tagAbout:
      'À placer dans le HTML de chaque page du site. Elle ne pose aucun cookie et n’appelle que ce Catalytics.',
    tagText: 'HTML de la balise',
    tagName: 'balise',
    tagCatalog: 'Pour les événements qui ne nomment pas leur propre catalogue.',
    eachEvent: 'Chaque événement nomme le sien',
    call: 'Puis signalez ce que font les visiteurs :',
    example: 'exemple',
    key: 'Clé publique',
    keyAbout:
      'Pas un secret : qui lit la page la voit. Elle ne permet que d’envoyer des événements pour ce site.',
    keyName: 'clé publique',
    noEvent: 'aucun encore',
    renew: 'Nouvelle clé',
    renewTitle: 'Donner une nouvelle clé à {{name}} ?',
    renewFollows:
      'La clé actuelle cesse aussitôt de fonctionner. Tant que la nouvelle balise n’est pas dans les pages, tout ce qu’elles envoient est refusé et perdu.',
    renewUsed: 'Dernier usage de la clé actuelle :',
    renewDo: 'Révoquer la clé actuelle',
    renewed: 'La nouvelle clé fonctionne ; la précédente est révoquée.',
  },
}
