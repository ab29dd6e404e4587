import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { people as english } from '../en/people.ts'

export const people: Translated<typeof english, 'many'> = {
  title: 'Personnes',
  about:
    'Ce qui est enregistré sur une personne : le voir, le remettre, retirer le consentement, l’effacer. Chaque recherche est inscrite au journal d’activité.',
  notForRole:
    'Les administrateurs de compte et les administrateurs du contrat s’occupent des données des personnes.',
  find: 'Chercher',
  findHelp: 'Elle n’est envoyée qu’au serveur et ne figure jamais dans une adresse.',
  email: 'E-mail de la personne',
  another: 'Chercher une autre personne',
  download: 'Télécharger',
  downloaded: 'Le fichier a été remis au navigateur.',
  data: 'Personne',
  dataAbout: 'Selon les événements ; la dernière valeur de chaque champ fait foi.',
  firstSeen: 'Vue pour la première fois',
  leadId: 'Identifiant de lead',
  quarantined_one: '{{count, number}} événement refusé porte cet e-mail',
  quarantined_many: '{{count, number}} d’événements refusés portent cet e-mail',
  quarantined_other: '{{count, number}} événements refusés portent cet e-mail',
  consent: {
    title: 'Consentement',
    yes: 'donné : sort comme lead',
    no: 'non donné : ne sort jamais comme lead',
    text: 'texte {{version}}',
  },
  actions: {
    title: 'Actions',
    about: 'Tout ce que cette personne a fait dans les catalogues.',
    none: 'Rien n’est enregistré de ce que cette personne a fait.',
    all_one: 'Afficher {{count, number}}',
    all_many: 'Afficher les {{count, number}}',
    all_other: 'Afficher les {{count, number}}',
  },
  columns: {
    action: 'Action',
    at: 'Quand',
    part: 'Pièce',
    what: 'Détail',
    catalog: 'Catalogue',
    channel: 'Canal',
    actor: 'Destinataire',
    actorId: 'Identifiant du destinataire',
    road: 'Envoyé par',
  },
  deliveries: {
    title: 'Envois',
    about: 'Envois contenant cette personne, et qui les a reçus.',
    none: 'Aucun envoi n’a contenu cette personne.',
  },
  withdraw: {
    link: 'Retirer le consentement',
    title: 'Retirer le consentement de {{email}} ?',
    done: 'Le consentement est retiré.',
    follows:
      'Dès la réponse suivante, aucun export ne montre plus cette personne, et le flux de changements le dit aux programmes qui le suivent. Les actions restent comptées. Seule la personne peut consentir à nouveau, dans un catalogue.',
  },
  erase: {
    link: 'Effacer',
    title: 'Effacer {{email}} pour toujours ?',
    follows:
      'Nom, adresse, entreprise et messages sont retirés aussitôt ; les actions sont ensuite comptées sans nom. Les fichiers qui contiennent la personne sont supprimés, et le flux de changements le dit aux programmes qui le suivent.',
    after:
      'C’est irréversible. Cette page indique ensuite qui avait reçu les données, afin que vous puissiez les informer.',
  },
  erasure: {
    title: 'Effacement',
    state: 'État',
    at: 'Effacée',
    running: 'nettoyage en cours',
    done: 'terminé',
    runningAbout:
      'Déjà disparue de chaque vue et réponse. Les fichiers, les anciennes copies sur le disque et la liste des destinataires suivent ; cette page peut être fermée.',
    doneAbout: 'Il ne reste rien de la personne, sur le disque non plus.',
    tell: 'Destinataires à informer',
    tellAbout:
      'Envois passés qui contenaient la personne. Leurs destinataires effacent leurs propres copies.',
    listing: 'Préparation de la liste …',
  },
}
