import type { accounts as english } from '../en/accounts.ts'
import type { Translated } from '../text-types.ts'

export const accounts: Translated<typeof english, 'many'> = {
  email: 'E-mail',
  password: 'Mot de passe',
  name: 'Nom',
  passwordRule: '15 caractères ou plus. Une phrase que vous seul diriez convient bien.',
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
