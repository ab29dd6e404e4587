import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { ui as english } from '../en/ui.ts'

export const ui: Translated<typeof english, 'many'> = {
  again: 'Réessayer',
  close: 'Fermer',
  copy: 'Copier : {{what}}',
  copied: 'Copié : {{what}}',
  notCopied: 'Le navigateur n’a pas permis la copie. Sélectionnez le texte et copiez-le vous-même.',
  cancel: 'Annuler',
  typeName: 'Saisissez « {{name}} » pour continuer',
  table: {
    actions: 'Actions',
    order: 'Trier par {{column}}',
    clear: 'Effacer',
  },
  day: {
    form: 'jj/mm/aaaa',
    none: 'Ce n’est pas une date. Saisissez-la comme {{example}}.',
    open: 'Ouvrir le calendrier',
    previousMonth: 'Mois précédent',
    nextMonth: 'Mois suivant',
    previousYear: 'Année précédente',
    nextYear: 'Année suivante',
    previousDecade: 'Dix années précédentes',
    nextDecade: 'Dix années suivantes',
  },
  secret: {
    show: 'Montrer',
    hide: 'Masquer',
  },
  save: 'Enregistrer',
  saved: 'Enregistré',
  savedPart: 'Enregistré, sauf ce que vous avez saisi entre-temps.',
  yes: 'Oui',
  no: 'Non',
  showPassword: 'Afficher le mot de passe',
  forAdministrators:
    'Réservé aux administrateurs de compte et aux administrateurs du contrat. Adressez-vous à l’un d’eux.',
  underWay: {
    note: 'En attente de la réponse du serveur. L’opération ne peut plus être annulée.',
    title: 'Une opération est en cours',
    about:
      'Le serveur n’a pas encore répondu. Si vous partez maintenant, l’opération peut tout de même avoir lieu, et vous n’en verrez pas le résultat, un nouveau mot de passe par exemple. Vérifiez ensuite dans la liste.',
    stay: 'Attendre la réponse',
    leave: 'Partir quand même',
  },
  meanwhile: {
    title: 'Modifié entre-temps',
    by: 'Modifié par {{who}}',
    operator: 'l’exploitant',
    unknown: 'Modifié par quelqu’un d’autre',
    about:
      'Rien de votre saisie n’est encore enregistré. Ce qui a été modifié figure maintenant dans le formulaire ; vérifiez, puis enregistrez de nouveau.',
    theirs: 'L’autre valeur : {{value}}',
    yours: 'La vôtre : {{value}}',
  },
  problem: {
    failed: 'Cela n’a pas fonctionné',
    offline: 'Pas de connexion',
    noAnswer: 'Pas de réponse',
    unanswered: {
      read: 'Le serveur est injoignable. Vérifiez votre connexion et réessayez.',
      not_sent:
        'Cet appareil n’a pas de connexion. Rien n’a été envoyé et rien ne le sera : réessayez une fois en ligne.',
      may_have_happened:
        'Aucune réponse n’est arrivée. L’opération a peut-être eu lieu malgré tout : vérifiez avant de réessayer.',
    },
    ours: 'La faute est de notre côté. Rechargez la page ; si cela persiste, prévenez l’exploitant.',
    forbidden: 'Pas pour votre rôle',
    secondFactor: 'Un second facteur est nécessaire',
    setUpFactor: 'Configurer un second facteur',
    nothing: 'Il n’y a rien ici',
    old: 'La mise à jour n’a pas abouti',
    notTaken: 'À corriger',
    line: '{{label}}, ligne {{line}}',
    lineSays: 'Ligne {{line}} : {{words}}',
    colon: ' : ',
    request: 'Requête {{id}}',
  },
}
