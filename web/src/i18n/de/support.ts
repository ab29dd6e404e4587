import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { support as english } from '../en/support.ts'

export const support: Translated<typeof english> = {
  title: 'Support kontaktieren',
  about: 'Ihre Anfrage erreicht den Betreiber dieser Installation und sonst niemanden.',
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
    'Die Anfrage bleibt hier höchstens 90 Tage aufbewahrt, bis sie erledigt ist. Ist der E-Mail-Versand gestört, wartet sie und wird später gesendet; nichts geht verloren.',
  diagnostics: {
    title: 'Diagnose',
    about: 'Genau diese Zeilen werden mitgesendet. Entfernen Sie, was Sie nicht senden möchten.',
    page: 'Seite',
    request_ids: 'Misslungene Aufrufe',
    version: 'Version',
    browser: 'Browser',
    window: 'Fenster',
    language: 'Sprache',
    theme: 'Darstellung',
    time_zone: 'Zeitzone',
    at: 'Zeit',
    remove: 'Entfernen: {{what}}',
    removeAll: 'Alle entfernen',
    putBack: 'Alle wiederherstellen',
    none: 'Es wird keine Diagnose mitgesendet.',
  },
  sent: {
    title: 'Ihre Anfrage ist eingegangen',
    queued:
      'Sie ist per E-Mail an den Betreiber unterwegs. Ist der E-Mail-Server gestört, wartet sie hier und wird gesendet, sobald er wieder arbeitet.',
    kept: 'Hier ist kein E-Mail-Versand eingerichtet: Der Betreiber findet Ihre Anfrage in einer Liste und antwortet Ihnen per E-Mail.',
    number: 'Ihre Nummer, für Rückfragen:',
    numberName: 'Nummer der Anfrage',
    another: 'Noch eine schreiben',
  },
}
