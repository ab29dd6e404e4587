import { names } from '@catalytics/contract/words/fr/names.ts'
import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { glossaryWords as english } from '../en/glossary-words.ts'

export const glossaryWords: Translated<typeof english> = {
  product: {
    contract: {
      term: 'Contrat',
      text: 'L’ensemble de données auquel un client a droit. Il possède des catalogues et des sites ; rien d’un contrat n’est jamais visible dans un autre. Un utilisateur peut en avoir plusieurs.',
    },
    catalog: {
      term: names.segmentKinds.catalog,
      text: 'Une gamme de produits publiée, avec ses catégories, familles de pièces et références.',
    },
    channel: {
      term: 'Canal',
      text: 'L’endroit où une action a eu lieu : sur un réseau public de catalogues de pièces, ou sur un site dans lequel le catalogue est intégré.',
    },
    segment: {
      term: 'Segment',
      text: 'Une partie des données que l’on peut choisir dans une vue : un catalogue, un site ou un réseau. Sans choix, une vue montre tous les segments.',
    },
    event: {
      term: 'Événement',
      text: 'Une action enregistrée : un téléchargement CAO, un document ouvert, une demande de devis, une consultation de produit ou un clic sur un contact.',
    },
    consent: {
      term: 'Consentement',
      text: 'L’accord d’une personne pour que le fabricant reçoive ses données. Il décide de ce qui sort : sans lui, une personne est comptée, jamais nommée.',
    },
    view: {
      term: 'Vue d’analyse',
      text: 'Une page consacrée à une dimension principale, avec segments, période, graphiques, dimensions et tableau. Les vues d’ensemble sont prêtes à l’emploi ; une vue personnalisée est enregistrée par un utilisateur.',
    },
    synthesis: {
      term: 'Synthèse',
      text: 'Le rapport prêt à l’emploi couvrant jusqu’à douze mois civils passés, sur toutes les données des contrats d’un utilisateur.',
    },
    leadsReport: {
      term: 'Rapport de leads',
      text: 'Le rapport détaillé des leads et de leurs actions, filtré par dimension principale.',
    },
    recipientList: {
      term: 'Liste de destinataires',
      text: 'Une liste nommée d’utilisateurs inscrits d’un contrat, à qui des rapports sont envoyés.',
    },
    delivery: {
      term: 'Envoi',
      text: 'Une exécution d’un rapport qui atteint une cible : une adresse e-mail ou un serveur de fichiers. Chaque envoi est consigné dans un registre.',
    },
    activity: {
      term: 'Activité',
      text: 'Le journal de ce que les utilisateurs et les comptes de service ont fait. Il se lit et s’exporte, il ne se modifie jamais.',
    },
  },
  people: {
    person: {
      term: 'Personne',
      text: 'L’utilisateur final derrière les événements, en général un ingénieur, identifié par son adresse e-mail au sein d’un contrat.',
    },
    lead: {
      term: 'Lead',
      text: 'Une personne qui a fait au moins une action sur les catalogues du contrat et a accepté que le fabricant reçoive ses données.',
    },
    newUser: {
      term: 'Nouvel utilisateur',
      text: 'Une personne dont le premier téléchargement CAO ou la première ouverture de document dans le contrat tombe dans la période.',
    },
    user: {
      term: 'Utilisateur',
      text: 'Quelqu’un qui se connecte à Catalytics. Jamais l’utilisateur final d’un catalogue.',
    },
    role: {
      term: 'Rôle',
      text: 'Ce qu’un utilisateur peut faire dans un contrat : administrateur du compte, administrateur, analyste ou lecteur.',
    },
    serviceAccount: {
      term: 'Compte de service',
      text: 'Une identité de machine liée à un contrat, par laquelle un programme récupère des leads ou envoie des événements sans la connexion d’une personne.',
    },
  },
  metrics: {
    metric: {
      term: 'Indicateur',
      text: 'Ce qui est compté. Tous les indicateurs sont exacts : rien n’est échantillonné ni tronqué, et le même chiffre apparaît à l’écran, dans l’API, dans les fichiers et les e-mails.',
    },
    cadDownloads: {
      term: names.metrics.cad_downloads,
      text: 'Nombre de téléchargements du fichier CAO d’une pièce.',
    },
    documentsOpened: {
      term: names.metrics.documents_opened,
      text: 'Nombre d’ouvertures d’une fiche technique, d’un manuel ou d’un autre document.',
    },
    quoteRequests: {
      term: names.metrics.quote_requests,
      text: 'Nombre de fois où quelqu’un a demandé une offre.',
    },
    productViews: {
      term: names.metrics.product_views,
      text: 'Nombre de consultations d’une pièce.',
    },
    contactClicks: {
      term: names.metrics.contact_clicks,
      text: 'Nombre d’ouvertures des coordonnées d’un revendeur ou du fabricant.',
    },
    leads: {
      term: names.metrics.leads,
      text: 'Nombre de leads différents ayant agi dans la période. Un total est recompté, jamais additionné : qui apparaît dans deux pays reste un seul lead.',
    },
    companies: {
      term: names.metrics.companies,
      text: 'Nombre d’entreprises différentes auxquelles appartiennent les personnes de la période.',
    },
    downloadRate: {
      term: names.metrics.download_rate,
      text: 'Téléchargements CAO divisés par les consultations de produits.',
    },
    quoteRate: {
      term: names.metrics.quote_rate,
      text: 'Demandes de devis divisées par les consultations de produits.',
    },
  },
  dimensions: {
    primaryDimension: {
      term: 'Dimension principale',
      text: 'Le sujet d’une vue ou d’un rapport : fichiers CAO, documents, demandes de devis, nouveaux utilisateurs ou consultations de produits.',
    },
    dimension: {
      term: 'Dimension',
      text: 'Ce selon quoi un chiffre peut être réparti.',
    },
    partFamily: {
      term: names.dimensions.part_family,
      text: 'Des pièces d’un même type qui diffèrent par la taille ou l’exécution.',
    },
    partNumber: {
      term: names.dimensions.part_number,
      text: 'Le nom donné par le fabricant à une pièce. Toujours du texte : 00123 reste 00123.',
    },
    configuration: {
      term: names.dimensions.configuration,
      text: 'Les valeurs choisies pour une pièce configurable, par exemple son diamètre.',
    },
    cadFormat: {
      term: names.dimensions.cad_format,
      text: 'Le type de fichier CAO téléchargé, par exemple STEP AP214.',
    },
    country: {
      term: names.personFields.country,
      text: 'Le pays de la personne, ou de la visite lorsque la personne n’est pas connue (ISO 3166-1).',
    },
    department: {
      term: names.personFields.department,
      text: 'L’endroit de l’entreprise où travaille la personne, par exemple le développement ou les achats.',
    },
    network: {
      term: names.segmentKinds.network,
      text: 'Un réseau public de catalogues de pièces, sur lequel publient de nombreux fabricants.',
    },
    site: {
      term: names.segmentKinds.site,
      text: 'Un site web dans lequel un catalogue du contrat est intégré.',
    },
    period: {
      term: 'Jour, semaine, mois, trimestre, année',
      text: 'Les découpages du calendrier dans le fuseau horaire du contrat. La semaine commence le lundi (ISO 8601).',
    },
  },
}
