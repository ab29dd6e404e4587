import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { frame as english } from '../en/frame.ts'

export const frame: Translated<typeof english, 'many'> = {
  skip: 'Aller au contenu',
  language: 'Langue : {{name}}',
  theme: {
    title: 'Apparence',
    label: 'Apparence : {{name}}',
    light: 'Clair',
    dark: 'Sombre',
    system: 'Comme le système',
  },
  help: { label: 'Aide', glossary: 'Glossaire', reference: 'Référence de l’API' },
  mainMenu: 'Menu principal',
  menu: 'Menu',
  gear: 'Administration',
  you: 'Vous',
  signOut: 'Se déconnecter',
  contract: 'Contrat : {{name}}',
  user: 'Connecté : {{name}}',
  palette: {
    title: 'Rechercher ou agir',
    search: 'Page, contrat, langue…',
    none: 'Aucun résultat pour « {{search}} ».',
    page: 'Page',
    contract: 'Contrat',
    language: 'Langue',
  },
  keys: {
    title: 'Raccourcis clavier',
    search: 'Rechercher dans cette page',
    letters: 'Raccourcis à une touche',
    lettersHelp: 'À désactiver si un logiciel de dictée les tape par erreur. Ctrl K fonctionne toujours.',
  },
  again: {
    done: 'Vous êtes de nouveau connecté.',
    title: 'Votre session a pris fin',
    about: 'Reconnectez-vous pour continuer. Ce que vous avez saisi sur cette page reste.',
    leave: 'Quitter la page',
  },
  noSuchPage: {
    title: 'Cette page n’existe pas',
    about: 'L’adresse ne mène nulle part : elle est peut-être mal saisie, ou la page a été déplacée.',
    home: 'Accueil',
  },
  crash: {
    title: 'Cette page a échoué',
    about:
      'La faute est de notre côté, et rien de ce qui était enregistré n’est perdu. Rechargez la page ; si elle échoue encore, transmettez à l’exploitant ce qui suit.',
    reload: 'Recharger',
  },
}
