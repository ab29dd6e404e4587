import type { frame as english } from '../en/frame.ts'
import type { Translated } from '../text-types.ts'

export const frame: Translated<typeof english, 'many'> = {
  skip: 'Aller au contenu',
  language: 'Langue : {{name}}',
  theme: { label: 'Apparence : {{name}}', light: 'Clair', dark: 'Sombre', system: 'Comme le système' },
  help: { label: 'Aide', glossary: 'Glossaire', reference: 'Référence de l’API' },
  noSuchPage: {
    title: 'Cette page n’existe pas',
    about: 'L’adresse ne mène nulle part : elle est peut-être mal saisie, ou la page a été déplacée.',
    home: 'Vers la première page',
  },
  crash: {
    title: 'Cette page a échoué',
    about:
      'La faute est de notre côté, et rien de ce qui était enregistré n’est perdu. Rechargez la page ; si elle échoue encore, transmettez à l’exploitant ce qui suit.',
    reload: 'Recharger',
  },
}
