import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { serviceAccounts as english } from '../en/service-accounts.ts'

export const serviceAccounts: Translated<typeof english> = {
  title: 'Dienstkonten',
  about: 'Mit einem Dienstkonto holt ein Programm Leads ab, ohne dass sich ein Mensch anmeldet.',
  howTo: 'So ruft man die API auf',
  create: 'Dienstkonto anlegen',
  clientId: 'Client-ID',
  found_one: '{{count, number}} Konto',
  found_other: '{{count, number}} Konten',
  search: 'Name, Client-ID oder Zuständige',
  state: 'Zustand',
  allStates: 'Alle Zustände',
  none: {
    title: 'Noch kein Dienstkonto',
    about:
      'Ein CRM, ein ERP oder ein Bericht bekommt seine Leads mit einem eigenen Konto, das sich jederzeit abschalten lässt. Legen Sie das erste an: Es dauert eine Minute.',
  },
  states: {
    enabled: 'aktiv',
    disabled: 'deaktiviert',
    expired: 'abgelaufen',
  },
  columns: {
    name: 'Name',
    client: 'Client-ID',
    contract: 'Datenbestand',
    scopes: 'Rechte',
    state: 'Zustand',
    made: 'Angelegt',
    used: 'Zuletzt benutzt',
    calls: 'Aufrufe 30 T.',
    rows: 'Zeilen 30 T.',
  },
  scopesTitle: 'Was es darf',
  new: {
    title: 'Dienstkonto anlegen',
    about: 'Vier Fragen. Das Passwort wird einmal gezeigt, auf der nächsten Seite.',
    whatFor: 'Wofür ist es?',
    name: 'Name',
    nameHelp: 'Das Programm, das es benutzt, etwa „CRM-Abgleich“. Im Datenbestand einmalig.',
    which: 'Welche Daten?',
    may: 'Was darf es?',
    password: 'Welches Passwort?',
  },
  limits: {
    title: 'Grenzen: Segmente, IP-Netze, Ablauf',
    segments: 'Segmente',
    segmentsHelp: 'Es sieht diese und sonst nichts.',
    allSegments: 'Alle Segmente',
    networks: 'IP-Netze',
    networksHelp:
      'Adressen, von denen es aufrufen darf, eine pro Zeile, etwa 203.0.113.0/24. Leer: von überall.',
    expiry: 'Letzter Tag',
    expiryHelp: 'Das Konto läuft am Ende dieses Tages ab ({{zone}}). Leer: nie.',
  },
  facts: {
    owner: 'Zuständig',
    days: 'Letzte 30 Tage',
    use: '{{calls}} Aufrufe, {{rows}} Zeilen',
    everywhere: 'von überall',
    never: 'nie',
  },
  edit: {
    link: 'Ändern',
    title: '{{name}} ändern',
    about: 'Gilt ab der nächsten Anfrage, auch für schon ausgestellte Token.',
    ownerHelp: 'Wer für das Konto zuständig ist.',
    done: '{{name}} hat die neuen Einstellungen.',
    do: 'Speichern',
  },
  preview: {
    title: 'Was dieses Konto sieht',
    leads: 'Leads',
    actions: 'Lead-Aktionen',
    first: 'Erste Aktion',
    last: 'Letzte Aktion',
    noLeads: 'Es darf keine Leads lesen.',
    sample: 'Einige seiner Leads',
    columns: {
      name: 'Name',
      actions: 'Aktionen',
      last: 'Letzte Aktion',
    },
  },
  activity: {
    title: 'Letzte Aktivität',
    all: 'Gesamte Aktivität',
    none: 'Noch nichts im Protokoll. Aufrufe werden oben gezählt, nicht einzeln protokolliert.',
  },
  end: {
    title: 'Deaktivieren oder löschen',
    disabled: '{{name}} ist deaktiviert.',
    enabled: '{{name}} ist wieder aktiv.',
    deleted: '{{name}} ist gelöscht.',
    disable: 'Deaktivieren',
    enable: 'Aktivieren',
    disableAbout:
      'Deaktivieren: Passwörter und Token werden ab der nächsten Anfrage abgelehnt. Lässt sich rückgängig machen.',
    enableAbout: 'Das Konto ist deaktiviert. Wieder aktiviert, gelten seine Passwörter wie zuvor.',
    disableTitle: '{{name}} deaktivieren?',
    disableFollows:
      'Seine Passwörter und Token werden ab der nächsten Anfrage abgelehnt, bis es wieder aktiviert wird.',
    delete: 'Löschen',
    deleteAbout:
      'Löschen: endgültig, mit Passwörtern und Token. Das Aktivitätsprotokoll behält, was es getan hat.',
    deleteTitle: '{{name}} löschen?',
    deleteFollows:
      'Das Konto, seine Passwörter und seine Token enden sofort und lassen sich nicht zurückholen.',
    unused: 'In den letzten 30 Tagen wurde es nicht benutzt.',
    used: 'In den letzten 30 Tagen machte es {{calls}} Aufrufe; zuletzt benutzt von {{clients}}.',
  },
}
