import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { support as english } from '../en/support.ts'

export const support: Translated<typeof english, 'many'> = {
  title: 'Contacter le support',
  about: 'Votre demande parvient à l’exploitant de cette installation, et à personne d’autre.',
  whatAbout: 'Pour que la bonne personne réponde.',
  category: 'De quoi il s’agit',
  categories: {
    question: { label: 'Question', help: 'Comment faire quelque chose, ou ce que cela veut dire.' },
    problem: { label: 'Problème', help: 'Quelque chose échoue, ou ne fait pas ce qui est annoncé.' },
    access: { label: 'Accès', help: 'Connexion, rôles, comptes de service.' },
    data: { label: 'Données', help: 'Des chiffres ou des leads qui semblent faux, ou qui manquent.' },
    idea: { label: 'Idée', help: 'Ce qui faciliterait votre travail.' },
  },
  words: 'Avec vos mots',
  wordsAbout: 'La réponse arrive à votre adresse e-mail.',
  contract: 'Contrat',
  noContract: 'Aucun d’eux',
  message: 'Message',
  messageHelp:
    'Ce que vous avez fait, ce que vous attendiez, ce qui est venu à la place. Sans mots de passe ni données de leads.',
  do: 'Envoyer',
  mailDown:
    'La demande est gardée ici 90 jours au plus, jusqu’à ce qu’elle soit réglée. Quand la messagerie est en panne, elle attend et part plus tard ; rien n’est perdu.',
  diagnostics: {
    title: 'Diagnostic',
    about: 'Exactement ces lignes sont jointes. Retirez ce que vous ne voulez pas envoyer.',
    page: 'Page',
    request_ids: 'Appels échoués',
    version: 'Version',
    browser: 'Navigateur',
    window: 'Fenêtre',
    language: 'Langue',
    theme: 'Apparence',
    time_zone: 'Fuseau horaire',
    at: 'Heure',
    remove: 'Retirer : {{what}}',
    removeAll: 'Tout retirer',
    putBack: 'Tout rétablir',
    none: 'Aucun diagnostic n’est joint.',
  },
  sent: {
    title: 'Votre demande a été reçue',
    queued:
      'Elle est en route vers l’exploitant par e-mail. Si le serveur de messagerie est en panne, elle attend ici et part dès qu’il fonctionne à nouveau.',
    kept: 'Aucune messagerie n’est configurée ici : l’exploitant trouve votre demande dans une liste et vous répond par e-mail.',
    number: 'Son numéro, pour référence :',
    numberName: 'numéro de la demande',
    another: 'En écrire une autre',
  },
}
