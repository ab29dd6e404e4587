import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { contracts as english } from '../en/contracts.ts'

export const contracts: Translated<typeof english, 'many'> = {
  title: 'Paramètres du contrat',
  parts: 'Rubriques des paramètres',
  id: 'Identifiant du contrat',
  made: 'Créé',
  general: {
    link: 'Général',
    about: 'Paramètres de toutes les données du contrat. Ils s’appliquent dès la requête suivante.',
  },
  basics: 'Nom et jours',
  basicsAbout: 'Comment vos collègues trouvent le contrat, et quand ses jours commencent.',
  name: 'Nom',
  timeZone: 'Fuseau horaire',
  timeZoneHelp:
    'Jours, semaines et mois de chaque vue, rapport et export commencent à minuit dans ce fuseau.',
  unknown: {
    title: 'Noms inconnus',
    about: 'Quand un événement nomme un catalogue, un réseau ou un site pour la première fois.',
    create: {
      label: 'Accepter l’événement et ajouter le nom',
      help: 'Les nouveaux catalogues et sites apparaissent automatiquement.',
    },
    reject: {
      label: 'Refuser l’événement',
      help: 'Il attend en quarantaine, et peut être réessayé une fois le nom ajouté ici.',
    },
  },
  domains: {
    title: 'Exclus des leads',
    about:
      'Vos propres équipes, concurrents, partenaires : leurs actions sont comptées, mais ne sortent jamais comme leads.',
    label: 'Domaines d’e-mail',
    help: 'Un par ligne. Les sous-domaines sont compris.',
  },
  retention: {
    title: 'Conservation',
    about:
      'Combien de temps les actions sont gardées. Les plus anciennes sont retirées chaque heure, par jours entiers.',
    ever: 'Pour toujours',
    limited: 'Pendant un nombre de mois',
    months: 'Mois',
    monthsHelp: 'Entre 1 et 240.',
    counting: 'Calcul en cours …',
    before: 'Tout ce qui précède le {{day}} serait supprimé.',
    actions_one: 'Actuellement : {{count, number}} action.',
    actions_many: 'Actuellement : {{count, number}} d’actions.',
    actions_other: 'Actuellement : {{count, number}} actions.',
    people_one: '{{count, number}} personne n’a rien fait depuis et serait supprimée.',
    people_many: '{{count, number}} de personnes n’ont rien fait depuis et seraient supprimées.',
    people_other: '{{count, number}} personnes n’ont rien fait depuis et seraient supprimées.',
    do: 'Changer la conservation',
    ask_one: 'Ne garder les actions que {{count, number}} mois ?',
    ask_many: 'Ne garder les actions que {{count, number}} de mois ?',
    ask_other: 'Ne garder les actions que {{count, number}} mois ?',
    follows:
      'Les données supprimées disparaissent dans l’heure des vues, des exports et du flux de changements. Seule une sauvegarde permet de les rétablir.',
    confirm: 'Retirer le plus ancien',
  },
  factor: {
    title: 'Second facteur',
    about:
      'Les utilisateurs ont-ils besoin d’un code d’application d’authentification en plus de leur mot de passe ? Ceux qui se connectent par votre fournisseur d’identité en suivent les règles.',
    choices: {
      free: { label: 'Au choix de chacun', help: 'Chacun décide dans son propre compte.' },
      required: {
        label: 'Exigé de tous',
        help: 'Qui n’en a pas ne peut plus utiliser ce contrat avant d’en avoir configuré un dans son compte : cela prend deux minutes. Les comptes de service ne sont pas concernés.',
      },
    },
    whose: 'Les administrateurs du compte en décident.',
    save: 'Changer l’exigence',
    ask: 'Exiger de tous un second facteur ?',
    do: 'L’exiger',
    all: 'Personne n’est bloqué.',
    without_one:
      '{{count, number}} utilisateur n’en a pas : il est bloqué dès la prochaine requête, jusqu’à ce qu’il en ait configuré un :',
    without_many:
      '{{count, number}} d’utilisateurs n’en ont pas : ils sont bloqués dès la prochaine requête, jusqu’à ce qu’ils en aient configuré un :',
    without_other:
      '{{count, number}} utilisateurs n’en ont pas : ils sont bloqués dès la prochaine requête, jusqu’à ce qu’ils en aient configuré un :',
    more_one: 'et {{count, number}} autre',
    more_many: 'et {{count, number}} d’autres',
    more_other: 'et {{count, number}} autres',
    own: 'Vous n’en avez pas vous-même : vous seriez bloqué aussi, sans même pouvoir revenir en arrière. Configurez-en un d’abord.',
    ownLink: 'Configurer un second facteur',
  },
  features: {
    title: 'Fonctions',
    about:
      'L’exploitant de l’installation les active et les désactive. Demandez-le-lui par « Contacter le support ».',
    on: 'activée',
    off: 'désactivée',
    names: { service_accounts: 'Comptes de service' },
  },
}
