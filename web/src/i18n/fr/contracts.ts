import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { contracts as english } from '../en/contracts.ts'

export const contracts: Translated<typeof english, 'many'> = {
  title: 'Paramètres du contrat',
  parts: 'Parties des paramètres',
  id: 'Identifiant du contrat',
  made: 'Créé',
  general: {
    link: 'Général',
    about: 'Ce qui vaut pour toutes les données du contrat, dès la requête suivante.',
  },
  basics: 'Nom et jours',
  basicsAbout: 'Comment vos collègues trouvent le contrat, et quand ses jours commencent.',
  name: 'Nom',
  timeZone: 'Fuseau horaire',
  timeZoneHelp: 'Jours, semaines et mois de chaque vue, rapport et export y commencent à minuit.',
  unknown: {
    title: 'Noms inconnus',
    about: 'Quand un événement nomme un catalogue, un réseau ou un site pour la première fois.',
    create: {
      label: 'Prendre l’événement et ajouter le nom',
      help: 'Les nouveaux catalogues et sites apparaissent d’eux-mêmes.',
    },
    reject: {
      label: 'Refuser l’événement',
      help: 'Il attend en quarantaine, et peut être réessayé une fois le nom ajouté ici.',
    },
  },
  domains: {
    title: 'Pas de leads',
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
    counting: 'Décompte de ce qui partirait …',
    before: 'Tout ce qui précède le {{day}} partirait.',
    actions_one: 'Aujourd’hui, {{count, number}} action.',
    actions_many: 'Aujourd’hui, {{count, number}} d’actions.',
    actions_other: 'Aujourd’hui, {{count, number}} actions.',
    people_one: '{{count, number}} personne n’a rien fait depuis et serait oubliée.',
    people_many: '{{count, number}} de personnes n’ont rien fait depuis et seraient oubliées.',
    people_other: '{{count, number}} personnes n’ont rien fait depuis et seraient oubliées.',
    do: 'Changer la conservation',
    ask_one: 'Ne garder les actions que {{count, number}} mois ?',
    ask_many: 'Ne garder les actions que {{count, number}} de mois ?',
    ask_other: 'Ne garder les actions que {{count, number}} mois ?',
    follows:
      'Cela disparaît dans l’heure des vues, des exports et du flux de changements, et ne peut être rétabli, sauf depuis une sauvegarde.',
    confirm: 'Retirer le plus ancien',
  },
  factor: {
    title: 'Second facteur',
    about:
      'Si les utilisateurs ont besoin d’un code d’authentificateur en plus de leur mot de passe. Qui se connecte par votre fournisseur d’identité en suit les règles.',
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
    about: 'L’opérateur de l’installation les active. Demandez-le-lui par « Contacter le support ».',
    on: 'activée',
    off: 'désactivée',
    names: { service_accounts: 'Comptes de service' },
  },
}
