import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { frame as english } from '../en/frame.ts'

export const frame: Translated<typeof english> = {
  skip: 'Zum Inhalt springen',
  language: 'Sprache: {{name}}',
  theme: {
    title: 'Darstellung',
    label: 'Darstellung: {{name}}',
    light: 'Hell',
    dark: 'Dunkel',
    system: 'Wie das System',
  },
  help: { label: 'Hilfe', glossary: 'Glossar', reference: 'API-Referenz' },
  mainMenu: 'Hauptmenü',
  menu: 'Menü',
  gear: 'Verwaltung',
  you: 'Sie',
  signOut: 'Abmelden',
  contract: 'Vertrag: {{name}}',
  user: 'Angemeldet: {{name}}',
  palette: {
    title: 'Suchen und Befehle',
    search: 'Seite, Vertrag, Sprache …',
    none: 'Keine Treffer für „{{search}}“.',
    page: 'Seite',
    contract: 'Vertrag',
    language: 'Sprache',
  },
  keys: {
    title: 'Tastenkürzel',
    search: 'Auf dieser Seite suchen',
    letters: 'Kürzel aus einer einzelnen Taste',
    lettersHelp: 'Abschalten, wenn ein Diktierprogramm sie versehentlich tippt. Strg K geht immer.',
  },
  again: {
    done: 'Sie sind wieder angemeldet.',
    title: 'Ihre Sitzung ist beendet',
    about: 'Melden Sie sich noch einmal an, um fortzufahren. Was Sie auf dieser Seite getippt haben, bleibt.',
    leave: 'Seite verlassen',
  },
  noSuchPage: {
    title: 'Diese Seite gibt es nicht',
    about: 'Die Adresse führt nirgendwohin: Vielleicht ist sie vertippt, oder die Seite ist umgezogen.',
    home: 'Startseite',
  },
  crash: {
    title: 'Diese Seite ist abgestürzt',
    about:
      'Der Fehler liegt bei uns, und nichts Gespeichertes ist verloren. Laden Sie die Seite neu; schlägt es wieder fehl, geben Sie dem Betreiber weiter, was unten steht.',
    reload: 'Neu laden',
  },
}
