import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { accounts as english } from '../en/accounts.ts'

export const accounts: Translated<typeof english, 'many'> = {
  email: 'E-mail',
  password: 'Mot de passe',
  name: 'Nom',
  passwordRule: '15 caractères ou plus. Une phrase que vous seul diriez convient bien.',
  passwordRuleShort: '8 caractères ou plus, puisqu’un second facteur est aussi demandé.',
  passwordStrengths: { fair: 'Il convient.', good: 'Bon.', strong: 'Solide.' },
  account: {
    title: 'Compte',
    profile: 'Profil',
    nameHelp: 'Tel que vos collègues vous voient.',
    password: 'Mot de passe',
    passwordAbout: 'Le changer met fin à toutes les autres sessions.',
    currentPassword: 'Mot de passe actuel',
    newPassword: 'Nouveau mot de passe',
    changePassword: 'Changer le mot de passe',
    passwordChanged: 'Changé ; les autres sessions sont terminées.',
    sessions: 'Sessions',
    sessionsAbout:
      'Où vous êtes connecté. Terminez les sessions que vous ne reconnaissez pas, puis changez le mot de passe.',
  },
  sessions: {
    browser: 'Navigateur',
    address: 'Adresse',
    begun: 'Connecté',
    used: 'Dernier usage',
    this: 'Celle-ci',
    end: 'Terminer',
    ended: 'La session de {{browser}} est terminée.',
    endThis: 'Terminer la session de {{browser}}',
  },
  reset: {
    noMail:
      'Cette installation n’envoie pas d’e-mails. Demandez à son exploitant un lien vers un nouveau mot de passe.',
    link: 'Mot de passe oublié ?',
    back: 'Retour à la connexion',
    askTitle: 'Un nouveau mot de passe',
    askAbout:
      'Nous envoyons un lien à l’adresse de votre compte. Il fonctionne une seule fois, pendant une heure.',
    ask: 'M’envoyer un lien',
    asked: 'Si {{email}} a un compte ici, un e-mail avec un lien est en route.',
    title: 'Choisir un nouveau mot de passe',
    do: 'Définir le mot de passe',
    done: 'Le nouveau mot de passe fonctionne, et toutes les sessions précédentes sont terminées. Connectez-vous avec lui.',
  },
  factor: {
    title: 'Second facteur',
    about:
      'Un code d’une application d’authentification en plus du mot de passe. Avec lui, un mot de passe de 8 caractères suffit.',
    on: 'Demandé à chaque connexion',
    off: 'Pas configuré',
    add: 'Configurer un second facteur',
    addAbout:
      'Il vous faut une application d’authentification sur votre téléphone, ou un gestionnaire de mots de passe qui crée des codes.',
    remove: 'Retirer le second facteur',
    removed: 'Le second facteur est retiré.',
    removeAbout: 'Dès lors, le mot de passe seul vous connecte.',
    codes: 'Nouveaux codes de secours',
    codesAbout: 'Les codes que vous avez cessent de fonctionner.',
    scan: 'Scannez cette image avec l’application.',
    picture: 'Code QR avec le secret',
    type: 'Sans caméra, saisissez-y ce secret :',
    secret: 'secret',
    code: 'Code affiché',
    confirm: 'Confirmer',
    codesShown:
      'Chacun de ces codes vous connecte une fois, si vous perdez l’application. Ils ne sont montrés que maintenant.',
    codesName: 'codes de secours',
    codesSave: 'Enregistrer dans un fichier',
    codesDone: 'Je les ai conservés',
  },
  openid: {
    with: 'Se connecter avec {{name}}',
    or: 'ou avec e-mail et mot de passe',
    openid_unavailable: '{{name}} est injoignable pour le moment. Réessayez dans un instant.',
    openid_failed: 'La connexion avec {{name}} n’a pas abouti. Réessayez.',
    openid_unverified: '{{name}} ne garantit pas votre adresse e-mail. Confirmez-la d’abord là-bas.',
    openid_unknown_user:
      'Personne n’a de compte ici avec votre adresse. Demandez une invitation à un administrateur.',
  },
  signIn: {
    factor: 'Second facteur',
    code: 'Code',
    codeHelp: 'Six chiffres de votre application, ou un code de secours.',
    again: 'Recommencer',
    title: 'Connexion',
    do: 'Se connecter',
    setUpNeeded:
      'Personne ne peut encore se connecter ici. Ouvrez le lien de mise en service que le serveur a affiché au démarrage : il crée le premier utilisateur.',
  },
  setUp: {
    title: 'Mettre Catalytics en service',
    about: 'Vous devenez le premier utilisateur, l’administrateur du compte. Ce lien ne sert qu’une fois.',
    administers: 'Vous administrerez : {{names}}.',
    contract: 'Premier contrat',
    contractHelp: 'L’entreprise dont les catalogues sont consultés. D’autres peuvent être ajoutés plus tard.',
    timeZone: 'Fuseau horaire du contrat',
    timeZoneHelp: 'Les journées du contrat commencent à minuit dans ce fuseau.',
    do: 'Mettre en service et se connecter',
  },
}
