import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { serviceAccounts as english } from '../en/service-accounts.ts'

export const serviceAccounts: Translated<typeof english, 'many'> = {
  title: 'Comptes de service',
  about:
    'Un compte de service permet à un programme de récupérer des leads sans la connexion d’une personne.',
  howTo: 'Comment appeler l’API',
  create: 'Créer un compte de service',
  clientId: 'identifiant client',
  found_one: '{{count, number}} compte',
  found_many: '{{count, number}} de comptes',
  found_other: '{{count, number}} comptes',
  search: 'Nom, identifiant client ou responsable',
  state: 'État',
  allStates: 'Tous les états',
  none: {
    title: 'Pas encore de compte de service',
    about:
      'Un CRM, un ERP ou un rapport reçoit ses leads avec un compte à lui, que l’on peut couper à tout moment. Créez le premier : cela prend une minute.',
  },
  states: {
    enabled: 'actif',
    disabled: 'désactivé',
    expired: 'expiré',
  },
  columns: {
    name: 'Nom',
    client: 'Identifiant client',
    contract: 'Jeu de données',
    scopes: 'Droits',
    state: 'État',
    made: 'Créé',
    used: 'Dernier usage',
    calls: 'Appels 30 j',
    rows: 'Lignes 30 j',
  },
  segmentKinds: {
    catalog: 'Catalogues',
    site: 'Sites',
    network: 'Réseaux',
  },
  scopes: {
    title: 'Ce qu’il peut faire',
    'leads:read': {
      label: 'Lire les leads',
      help: 'Récupérer les leads, leurs actions et chaque changement : CRM, automatisation marketing, Excel.',
    },
    'events:write': {
      label: 'Envoyer des événements',
      help: 'Signaler téléchargements, documents et demandes depuis un site ou un réseau de catalogues.',
    },
    'stats:read': {
      label: 'Lire les chiffres',
      help: 'Demander des totaux sans noms : tableaux de bord, BI.',
    },
  },
  new: {
    title: 'Créer un compte de service',
    about: 'Quatre questions. Le mot de passe est montré une seule fois, sur l’écran suivant.',
    whatFor: 'À quoi sert-il ?',
    name: 'Nom',
    nameHelp: 'Le programme qui l’utilisera, par exemple « Synchro CRM ». Unique dans le jeu de données.',
    which: 'Quelles données ?',
    may: 'Que peut-il faire ?',
    password: 'Quel mot de passe ?',
  },
  limits: {
    title: 'Limites : segments, réseaux, expiration',
    segments: 'Segments',
    segmentsHelp: 'Il voit ceux-ci et rien d’autre.',
    allSegments: 'Tous les segments',
    networks: 'Réseaux',
    networksHelp:
      'Adresses d’où il peut appeler, une par ligne, par exemple 203.0.113.0/24. Vide : de partout.',
    expiry: 'Dernier jour',
    expiryHelp: 'Il s’arrête à la fin de ce jour ({{zone}}). Vide : jamais.',
  },
  facts: {
    owner: 'Responsable',
    days: '30 derniers jours',
    use: '{{calls}} appels, {{rows}} lignes',
    everywhere: 'de partout',
    never: 'jamais',
  },
  edit: {
    link: 'Modifier',
    title: 'Modifier {{name}}',
    about: 'Valable dès la requête suivante, jetons déjà émis compris.',
    ownerHelp: 'Qui répond du compte.',
    do: 'Enregistrer',
  },
  sight: {
    title: 'Ce que ce compte voit',
    leads: 'Leads',
    actions: 'Actions de leads',
    first: 'Première action',
    last: 'Dernière action',
    noLeads: 'Il n’a pas le droit de lire les leads.',
    sample: 'Quelques-uns de ses leads',
    columns: {
      email: 'E-mail',
      name: 'Nom',
      company: 'Entreprise',
      country: 'Pays',
      actions: 'Actions',
      last: 'Dernière action',
    },
  },
  activity: {
    title: 'Ce qu’il a fait dernièrement',
    all: 'Tout ce qu’il a fait',
    none: 'Rien encore dans le journal. Les appels sont comptés plus haut, pas consignés un à un.',
  },
  end: {
    title: 'Arrêt',
    disable: 'Désactiver',
    enable: 'Activer',
    disableAbout: 'Désactiver : mots de passe et jetons sont refusés dès la requête suivante. Réversible.',
    enableAbout: 'Le compte est désactivé. Réactivé, ses mots de passe fonctionnent comme avant.',
    disableTitle: 'Désactiver {{name}} ?',
    disableFollows:
      'Ses mots de passe et ses jetons sont refusés dès la requête suivante, jusqu’à ce qu’il soit réactivé.',
    delete: 'Supprimer',
    deleteAbout:
      'Supprimer : définitivement, avec ses mots de passe et ses jetons. Le journal d’activité garde ce qu’il a fait.',
    deleteTitle: 'Supprimer {{name}} ?',
    deleteFollows: 'Le compte, ses mots de passe et ses jetons cessent aussitôt et ne peuvent être rétablis.',
    unused: 'Rien ne l’a utilisé ces 30 derniers jours.',
    used: 'Ces 30 derniers jours, il a fait {{calls}} appels ; dernier usage par {{clients}}.',
  },
}
