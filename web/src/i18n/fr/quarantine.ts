import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { quarantine as english } from '../en/quarantine.ts'

export const quarantine: Translated<typeof english, 'many'> = {
  title: 'Quarantaine',
  about:
    'Les événements refusés attendent ici jusqu’à ce qu’un nouvel essai réussisse, ou que la conservation prenne fin. Les lignes d’un fichier qui n’ont pas pu être lues comme événements ne figurent que dans le compte rendu de son import.',
  none: {
    title: 'Rien n’est en quarantaine',
    about: 'Tous les événements reçus ont été acceptés. Un événement refusé apparaît ici, avec la raison.',
  },
  reason: 'Raison',
  allReasons: 'Toutes les raisons',
  noneOfReason: 'Plus aucun événement n’attend pour cette raison.',
  chooseAll: 'Choisir tous ceux affichés',
  choose: 'Choisir : {{reason}}, {{detail}}',
  tryAll_one: 'Réessayer {{count, number}} événement',
  tryAll_many: 'Réessayer les {{count, number}} d’événements',
  tryAll_other: 'Réessayer les {{count, number}} événements',
  tryChosen_one: 'Réessayer {{count, number}} choisi',
  tryChosen_many: 'Réessayer {{count, number}} de choisis',
  tryChosen_other: 'Réessayer {{count, number}} choisis',
  event: 'Événement',
  incomplete:
    'Cet événement n’est pas conservé tel qu’il a été envoyé : il ne peut pas être réessayé. L’expéditeur doit l’envoyer à nouveau.',
  from: {
    account: 'Compte de service {{name}}',
    import: 'Import de {{name}}',
    site: 'Site {{name}}',
  },
  eventOf: 'Événement {{id}}',
  more: 'En afficher plus',
  replayed: {
    nothing: 'Il n’y avait plus rien à essayer.',
    taken_one: '{{count, number}} événement a été accepté.',
    taken_many: '{{count, number}} d’événements ont été acceptés.',
    taken_other: '{{count, number}} événements ont été acceptés.',
    duplicates_one: '{{count, number}} était déjà enregistré et n’est plus ici.',
    duplicates_many: '{{count, number}} étaient déjà enregistrés et ne sont plus ici.',
    duplicates_other: '{{count, number}} étaient déjà enregistrés et ne sont plus ici.',
    refused_one: '{{count, number}} a été refusé à nouveau et attend toujours.',
    refused_many: '{{count, number}} ont été refusés à nouveau et attendent toujours.',
    refused_other: '{{count, number}} ont été refusés à nouveau et attendent toujours.',
  },
  remedies: {
    name: 'Le contrat refuse les noms qu’il ne connaît pas. Ajoutez le nom, puis réessayez :',
    segments:
      'Le compte de service ne peut envoyer que pour d’autres segments. Élargissez ses limites et faites-le renvoyer.',
    id: 'Un événement avec cet identifiant et un autre contenu est déjà enregistré. L’expéditeur doit donner à chacun le sien.',
    sender:
      'Réessayer aide quand nos règles ont changé. Sinon, c’est à l’expéditeur de corriger l’événement.',
  },
}
