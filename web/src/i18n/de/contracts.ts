import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { contracts as english } from '../en/contracts.ts'

export const contracts: Translated<typeof english> = {
  title: 'Vertragseinstellungen',
  parts: 'Bereiche der Einstellungen',
  id: 'Vertrags-ID',
  made: 'Angelegt',
  general: {
    link: 'Allgemein',
    about: 'Einstellungen für alle Daten des Vertrags. Sie gelten ab der nächsten Anfrage.',
  },
  basics: 'Name und Tage',
  basicsAbout: 'Wie andere den Vertrag finden und wann seine Tage beginnen.',
  name: 'Name',
  timeZone: 'Zeitzone',
  timeZoneHelp:
    'Tage, Wochen und Monate jeder Ansicht, jedes Berichts und jedes Exports beginnen um Mitternacht in dieser Zone.',
  unknown: {
    title: 'Unbekannte Namen',
    about: 'Wenn ein Ereignis einen Katalog, ein Netzwerk oder eine Website zum ersten Mal nennt.',
    create: {
      label: 'Ereignis annehmen und Namen hinzufügen',
      help: 'Neue Kataloge und Websites erscheinen automatisch.',
    },
    reject: {
      label: 'Ereignis ablehnen',
      help: 'Es wartet in der Quarantäne und lässt sich erneut versuchen, sobald der Name hier steht.',
    },
  },
  domains: {
    title: 'Von Leads ausgenommen',
    about:
      'Eigene Leute, Wettbewerber, Partner: Ihre Aktionen werden gezählt, verlassen das Haus aber nie als Leads.',
    label: 'E-Mail-Domains',
    help: 'Eine pro Zeile. Subdomains sind eingeschlossen.',
  },
  retention: {
    title: 'Aufbewahrung',
    about: 'Wie lange Aktionen aufbewahrt werden. Ältere werden stündlich entfernt, immer in ganzen Tagen.',
    ever: 'Für immer',
    limited: 'Für eine Anzahl von Monaten',
    months: 'Monate',
    monthsHelp: 'Zwischen 1 und 240.',
    counting: 'Wird berechnet …',
    before: 'Alles vor dem {{day}} würde entfernt.',
    actions_one: 'Derzeit {{count, number}} Aktion.',
    actions_other: 'Derzeit {{count, number}} Aktionen.',
    people_one: '{{count, number}} Person hat seither nichts getan und würde entfernt.',
    people_other: '{{count, number}} Personen haben seither nichts getan und würden entfernt.',
    do: 'Aufbewahrung ändern',
    ask_one: 'Aktionen nur {{count, number}} Monat aufbewahren?',
    ask_other: 'Aktionen nur {{count, number}} Monate aufbewahren?',
    follows:
      'Entfernte Daten verschwinden innerhalb einer Stunde aus Ansichten, Exporten und dem Änderungsstrom. Sie lassen sich nur aus einer Sicherung wiederherstellen.',
    confirm: 'Älteres entfernen',
  },
  factor: {
    title: 'Zweiter Faktor',
    about:
      'Ob Benutzer neben dem Passwort einen Code ihrer Authenticator-App brauchen. Wer sich über Ihren Identitätsanbieter anmeldet, folgt dessen Regeln.',
    choices: {
      free: { label: 'Jedem selbst überlassen', help: 'Alle entscheiden in ihrem eigenen Konto.' },
      required: {
        label: 'Von allen verlangt',
        help: 'Wer keinen hat, kann diesen Vertrag erst wieder nutzen, wenn er im eigenen Konto einen eingerichtet hat: Das dauert zwei Minuten. Dienstkonten betrifft es nicht.',
      },
    },
    whose: 'Das entscheiden die Kontoadministratoren.',
    save: 'Vorgabe ändern',
    ask: 'Von allen einen zweiten Faktor verlangen?',
    do: 'Verlangen',
    all: 'Niemand wird ausgesperrt.',
    without_one:
      '{{count, number}} Benutzer hat keinen und ist ab der nächsten Anfrage ausgesperrt, bis einer eingerichtet ist:',
    without_other:
      '{{count, number}} Benutzer haben keinen und sind ab der nächsten Anfrage ausgesperrt, bis einer eingerichtet ist:',
    more_one: 'und {{count, number}} weiterer',
    more_other: 'und {{count, number}} weitere',
    own: 'Sie selbst haben keinen: Auch Sie wären ausgesperrt und könnten nicht einmal dies zurücknehmen. Richten Sie zuerst einen ein.',
    ownLink: 'Zweiten Faktor einrichten',
  },
  features: {
    title: 'Funktionen',
    about:
      'Der Betreiber der Installation schaltet sie ein und aus. Bitten Sie über „Support kontaktieren“ darum.',
    on: 'an',
    off: 'aus',
    names: { service_accounts: 'Dienstkonten' },
  },
}
