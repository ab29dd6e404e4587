import type { ui as english } from '../en/ui.ts'
import type { Translated } from '../text-types.ts'

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
  secret: {
    show: 'Montrer',
    hide: 'Masquer',
  },
  save: 'Enregistrer',
  saved: 'Enregistré',
  yes: 'Oui',
  no: 'Non',
  showPassword: 'Afficher le mot de passe',
  problem: {
    failed: 'Cela n’a pas fonctionné',
    offline: 'Pas de connexion',
    unreachable: 'Le serveur est injoignable. Vérifiez votre connexion et réessayez.',
    ours: 'La faute est de notre côté. Rechargez la page ; si cela persiste, prévenez l’exploitant.',
    forbidden: 'Pas pour votre rôle',
    secondFactor: 'Un second facteur est nécessaire',
    setUpFactor: 'Configurer un second facteur',
    nothing: 'Il n’y a rien ici',
    old: 'La mise à jour n’a pas abouti',
    notTaken: 'Pas encore accepté',
    request: 'Requête {{id}}',
  },
}
