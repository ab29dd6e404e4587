import type { problems as english } from '../en/problems.ts'
import type { Translated } from '../text-types.ts'

export const problems: Translated<typeof english, 'many'> = {
  titles: {
    invalid: 'La requête est incorrecte',
    unauthorized: 'Il faut s’identifier',
    forbidden: 'Non autorisé',
    second_factor_needed: 'Un second facteur est nécessaire',
    not_found: 'Introuvable',
    method_not_allowed: 'Pas avec cette méthode',
    conflict: 'Conflit',
    gone: 'N’existe plus',
    precondition_failed: 'Modifié entre-temps',
    too_large: 'Trop grand',
    unsupported_media_type: 'Ce type de contenu n’est pas accepté ici',
    range_not_satisfiable: 'Cette plage n’existe pas',
    too_many_requests: 'Trop de requêtes',
    internal: 'Une erreur s’est produite de notre côté',
    unavailable: 'Indisponible pour le moment',
    damaged: 'Des données enregistrées sont endommagées',
  },
  codes: {
    invalid: 'Une saisie n’a pas la bonne forme. Vérifiez-la.',
    unauthorized: 'Il faut des identifiants valables en ce moment. Connectez-vous.',
    forbidden: 'Vos droits ne le permettent pas.',
    second_factor_needed: 'Réservé aux utilisateurs qui ont un second facteur.',
    not_found: 'Cela n’existe pas, ou plus.',
    method_not_allowed: 'Cette adresse ne s’utilise pas de cette façon.',
    conflict: 'Un élément existant ne le permet pas. Rechargez la page et vérifiez.',
    gone: 'Cela n’existe plus.',
    precondition_failed: 'Cela a changé entre-temps. Rechargez la page.',
    too_large: 'C’est trop grand.',
    unsupported_media_type: 'Ce genre de fichier ou de texte n’est pas accepté.',
    range_not_satisfiable: 'Le fichier est plus court.',
    too_many_requests: 'Trop d’essais. Patientez un peu.',
    internal: 'La faute est de notre côté. Réessayez ; si cela persiste, prévenez l’exploitant.',
    unavailable:
      'Le serveur ne peut pas le faire en ce moment. Rien n’est perdu ; réessayez dans quelques secondes.',
    damaged: 'Des données enregistrées sont illisibles. Prévenez l’exploitant : réessayer n’y changera rien.',
  },
}
