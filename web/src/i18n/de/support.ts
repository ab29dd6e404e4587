import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { support as english } from '../en/support.ts'

export const support: Translated<typeof english> = {
  title: 'Support kontaktieren',
  about: 'Ihre Anfrage erreicht, wer diese Installation betreibt, und sonst niemanden.',
  whatAbout: 'Damit antwortet, wer es am besten weiß.',
  category: 'Worum es geht',
  categories: {
    question: { label: 'Frage', help: 'Wie etwas geht oder was es bedeutet.' },
    problem: { label: 'Problem', help: 'Etwas misslingt oder tut nicht, was es sagt.' },
    access: { label: 'Zugang', help: 'Anmelden, Rollen, Dienstkonten.' },
    data: { label: 'Daten', help: 'Zahlen oder Leads, die falsch aussehen oder fehlen.' },
    idea: { label: 'Idee', help: 'Was Ihre Arbeit leichter machen würde.' },
  },
  words: 'In Ihren Worten',
  wordsAbout: 'Die Antwort kommt an Ihre E-Mail-Adresse.',
  contract: 'Vertrag',
  noContract: 'Keiner davon',
  message: 'Nachricht',
  messageHelp:
    'Was Sie getan haben, was Sie erwartet haben, was stattdessen kam. Ohne Passwörter und ohne die Daten von Leads.',
  do: 'Senden',
  mailDown:
    'Die Anfrage bleibt hier höchstens 90 Tage aufbewahrt, bis sie erledigt ist. Ist der Mailversand gestört, wartet sie und geht später hinaus; nichts geht verloren.',
  diagnostics: {
    title: 'Diagnose',
    about: 'Genau diese Zeilen gehen mit. Nehmen Sie weg, was Sie nicht senden möchten.',
    page: 'Seite',
    request_ids: 'Misslungene Aufrufe',
    version: 'Version',
    browser: 'Browser',
    window: 'Fenster',
    language: 'Sprache',
    theme: 'Darstellung',
    time_zone: 'Zeitzone',
    at: 'Zeit',
    remove: 'Wegnehmen: {{what}}',
    removeAll: 'Alle wegnehmen',
    putBack: 'Alle zurückholen',
    none: 'Es geht keine Diagnose mit.',
  },
  sent: {
    title: 'Ihre Anfrage ist angenommen',
    queued:
      'Sie ist per Mail an den Betreiber unterwegs. Ist der Mailserver gestört, wartet sie hier und geht hinaus, sobald er wieder arbeitet.',
    kept: 'Hier ist kein Mailversand eingerichtet: Der Betreiber findet Ihre Anfrage in einer Liste und antwortet Ihnen per E-Mail.',
    number: 'Ihre Nummer, falls Sie darauf zurückkommen:',
    numberName: 'Nummer der Anfrage',
    another: 'Noch eine schreiben',
  },
}
