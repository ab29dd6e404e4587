import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { invitations as english } from '../en/invitations.ts'

export const invitations: Translated<typeof english, 'many'> = {
  pending_one: '{{count, number}} invitation en attente',
  pending_many: '{{count, number}} d’invitations en attente',
  pending_other: '{{count, number}} invitations en attente',
  operator: 'l’exploitant',
  expired: 'expirée',
  done: 'Terminé',
  columns: {
    by: 'Invité par',
    sent: 'Envoyée',
    expires: 'Expire',
    mail: 'État de l’e-mail',
  },
  mail: {
    none: 'lien remis en main propre',
    queued: 'en route',
    sent: 'remis',
    failed: 'non remis',
  },
  resend: {
    link: 'Renvoyer',
    newLink: 'Nouveau lien',
    title: 'Invitation de {{email}}',
    follows: 'Un nouveau lien part, valable sept jours. Le lien déjà envoyé ne fonctionne plus.',
    linkFollows:
      'Vous recevez un nouveau lien à remettre, valable sept jours. Le précédent ne fonctionne plus.',
  },
  delete: {
    done: 'L’invitation de {{email}} est supprimée.',
    link: 'Supprimer',
    title: 'Supprimer l’invitation de {{email}} ?',
    follows:
      'Son lien cesse aussitôt de fonctionner. Vous pouvez inviter à nouveau cette adresse quand vous voulez.',
    do: 'Supprimer l’invitation',
  },
  invite: {
    link: 'Inviter quelqu’un',
    title: 'Inviter quelqu’un',
    about:
      'La personne reçoit un lien qui fonctionne une fois, pendant sept jours, et seulement pour son adresse.',
    emailHelp: 'Les nouveaux choisissent un mot de passe ; qui a déjà un compte s’en sert.',
    contract: 'Contrat',
    language: 'Langue de l’invitation',
    languageHelp: 'Elle peut être changée à tout moment.',
    do: 'Inviter',
  },
  sent: {
    title: 'Invitation envoyée à {{email}}',
    ready: 'L’invitation pour {{email}} est prête',
    mailed: 'L’invitation est en route vers {{email}}.',
    handOver:
      'Cette installation n’envoie pas d’e-mails : remettez vous-même le lien à {{email}}. Il n’est affiché que maintenant.',
    link: 'lien',
    rules: 'Il fonctionne une fois, jusqu’au {{until}}, et seulement pour {{email}}.',
    another: 'Inviter une autre personne',
  },
  accept: {
    loading: 'Invitation',
    title: 'Invitation à rejoindre {{contract}}',
    about: 'Pour {{email}}. Le lien ne sert qu’une fois.',
    role: 'Votre rôle sera : {{role}}',
    name: 'Nom',
    nameHelp: 'Tel que vos collègues vous verront.',
    password: 'Mot de passe',
    accept: 'Accepter et se connecter',
    signIn: 'Vous avez déjà un compte. Connectez-vous pour accepter.',
    asYou: 'Vous êtes connecté avec l’adresse invitée.',
    hasAccount: 'J’ai déjà un compte',
    isNew: 'Je n’ai pas encore de compte',
    newPassword: 'Nouveau mot de passe',
    renews:
      'Rien ne prouve encore que cette adresse est la vôtre. Choisissez un nouveau mot de passe : l’ancien, vos autres sessions et le second facteur prennent fin, au cas où quelqu’un d’autre les connaîtrait.',
    join: 'Rejoindre {{contract}}',
    other: 'Vous êtes connecté comme {{own}}, et cette invitation est pour {{invited}}.',
    signOut: 'Se déconnecter et continuer',
    none: {
      title: 'Cette invitation ne fonctionne pas',
      about:
        'Elle a servi, a été retirée, renvoyée ou a expiré, ou le lien est incomplet. Demandez-en une nouvelle à qui vous a invité.',
      home: 'Accueil',
    },
  },
}
