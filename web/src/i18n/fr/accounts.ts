import type { accounts as english } from '../en/accounts.ts'
import type { Translated } from '../text-types.ts'

export const accounts: Translated<typeof english, 'many'> = {
  email: 'E-mail',
  password: 'Mot de passe',
  name: 'Nom',
  passwordRule: '15 caractères ou plus. Une phrase que vous seul diriez convient bien.',
  passwordRuleShort: '8 caractères ou plus, puisqu’un second facteur est aussi demandé.',
  passwordProblems: {
    not_text: 'Il contient des caractères que l’on ne peut pas saisir partout.',
    too_short: 'Trop court : 15 caractères ou plus, ou 8 avec un second facteur.',
    too_long: 'Trop long : 200 caractères au plus.',
    few_characters: 'Trop peu de caractères différents.',
    repeated: 'Il se répète.',
    common: 'Beaucoup de gens l’utilisent ; il est essayé en premier.',
    sequences: 'Il suit le clavier ou l’alphabet.',
    names: 'Il s’appuie sur votre nom, votre adresse ou l’entreprise.',
    easy_to_guess: 'Facile à deviner. Ajoutez un mot sans rapport avec le reste.',
  },
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
      'Où vous êtes connecté. Terminez ce que vous ne connaissez pas, puis changez le mot de passe.',
  },
  sessions: {
    browser: 'Navigateur',
    address: 'Adresse',
    begun: 'Connecté',
    used: 'Dernier usage',
    this: 'Celle-ci',
    end: 'Terminer',
    endThis: 'Terminer la session de {{browser}}',
  },
  signIn: {
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
    timeZoneHelp: 'Ses journées y commencent à minuit.',
    do: 'Mettre en service et se connecter',
  },
}
