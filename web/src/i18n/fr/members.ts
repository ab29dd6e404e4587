import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { members as english } from '../en/members.ts'

export const members: Translated<typeof english, 'many'> = {
  title: 'Gestion des utilisateurs',
  about: 'Qui a accès à {{contract}}. Les changements s’appliquent dès la requête suivante.',
  users: 'Utilisateurs',
  found_one: '{{count, number}} utilisateur',
  found_many: '{{count, number}} d’utilisateurs',
  found_other: '{{count, number}} utilisateurs',
  search: 'Nom ou e-mail',
  allRoles: 'Tous les rôles',
  noneFound: {
    title: 'Aucun utilisateur trouvé',
    about: 'Aucun utilisateur ne répond à la recherche et au rôle. Effacez-les pour voir tout le monde.',
  },
  actions: 'Actions pour {{name}}',
  you: '(vous)',
  factorOn: 'activé',
  factorOff: 'désactivé',
  role: 'Rôle',
  columns: {
    name: 'Nom',
    email: 'E-mail',
    joined: 'Arrivée',
    seen: 'Dernière visite',
    factor: 'Second facteur',
  },
  roleAbout: {
    account_administrator: 'Répond du contrat : peut tout faire.',
    administrator: 'Gère utilisateurs, comptes de service et paramètres, et voit tout.',
    analyst: 'Travaille avec les chiffres et les leads, enregistre des vues, extrait des rapports.',
    viewer: 'Consulte les chiffres. Ne voit aucun lead et ne change rien.',
  },
  permissions: {
    see_views: 'Voir tableaux de bord, vues et vues d’ensemble',
    save_views: 'Enregistrer des vues',
    see_leads: 'Voir les leads avec noms et adresses',
    download_reports: 'Télécharger des rapports',
    schedule_reports: 'Faire envoyer des rapports à intervalles fixes',
    change_reports_of_others: 'Modifier les rapports des autres',
    see_members: 'Voir utilisateurs et invitations',
    manage_members: 'Inviter et retirer des utilisateurs, changer leur rôle',
    see_activity: 'Voir l’activité des utilisateurs',
    manage_service_accounts: 'Gérer les comptes de service',
    manage_contract: 'Modifier les paramètres du contrat',
    manage_people: 'Trouver, remettre et effacer les données d’une personne',
    import_events: 'Importer des événements depuis des fichiers',
    appoint_account_administrators: 'Nommer et retirer des administrateurs du compte',
    require_second_factor: 'Exiger de tous un second facteur',
  },
  may: {
    title: 'Ce que le rôle permet',
    count: 'Permissions accordées : {{granted}} sur {{all}}',
    yes: 'oui',
    not: 'non',
  },
  hindrances: {
    appoint: 'Seul un administrateur du compte peut en nommer un autre.',
    needsAccountAdministrator:
      '{{name}} est administrateur du compte. Seul un autre administrateur du compte peut y toucher.',
    lastAccountAdministrator:
      '{{name}} est le seul administrateur du compte, et il en faut un au contrat. Nommez-en d’abord un autre.',
  },
  change: {
    link: 'Changer le rôle',
    title: 'Rôle de {{name}}',
    follows: 'S’applique dès sa prochaine requête.',
    ownFollows: 'C’est votre propre rôle : ce qu’il ne permet plus vous est fermé aussitôt.',
    done: '{{name}} a le nouveau rôle.',
    do: 'Enregistrer le rôle',
  },
  remove: {
    done: '{{name}} est retiré.',
    link: 'Retirer',
    title: 'Retirer {{name}} de {{contract}} ?',
    follows: '{{name}} perd l’accès à {{contract}} dès la requête suivante.',
    ownFollows: 'Vous vous retirez vous-même : vous perdez aussitôt l’accès à {{contract}}.',
    stays:
      'Son compte, ses autres contrats et ce que dit le journal d’activité demeurent. Les comptes de service créés continuent de fonctionner. Pour revenir en arrière, invitez de nouveau.',
    do: 'Retirer',
  },
  matrix: {
    title: 'Permissions par rôle',
    about: 'Ce que chaque rôle permet. Dans {{contract}}, votre rôle est : {{role}}.',
    permission: 'Permission',
    own: 'votre rôle',
  },
}
