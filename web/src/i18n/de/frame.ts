import type { frame as english } from '../en/frame.ts'
import type { Translated } from '../text-types.ts'

export const frame: Translated<typeof english> = {
  skip: 'Zum Inhalt springen',
  language: 'Sprache: {{name}}',
  theme: { label: 'Darstellung: {{name}}', light: 'Hell', dark: 'Dunkel', system: 'Wie das System' },
  help: { label: 'Hilfe', glossary: 'Glossar', reference: 'API-Referenz' },
  noSuchPage: {
    title: 'Diese Seite gibt es nicht',
    about: 'Die Adresse führt nirgendwohin: Vielleicht ist sie vertippt, oder die Seite ist umgezogen.',
    home: 'Zur ersten Seite',
  },
  crash: {
    title: 'Diese Seite ist abgestürzt',
    about:
      'Der Fehler liegt bei uns, und nichts Gespeichertes ist verloren. Laden Sie die Seite neu; schlägt es wieder fehl, geben Sie dem Betreiber weiter, was unten steht.',
    reload: 'Neu laden',
  },
}
