import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { members as english } from '../en/members.ts'

export const members: Translated<typeof english> = {
  title: 'Benutzerverwaltung',
  about: 'Wer Zugang zu {{contract}} hat. Änderungen gelten ab der nächsten Anfrage.',
  users: 'Benutzer',
  found_one: '{{count, number}} Benutzer',
  found_other: '{{count, number}} Benutzer',
  search: 'Name oder E-Mail',
  allRoles: 'Alle Rollen',
  noneFound: {
    title: 'Keine Benutzer gefunden',
    about: 'Auf Suche und Rolle passt niemand. Setzen Sie beides zurück, um alle zu sehen.',
  },
  actions: 'Aktionen für {{name}}',
  you: '(Sie)',
  factorOn: 'ein',
  factorOff: 'aus',
  role: 'Rolle',
  columns: {
    name: 'Name',
    email: 'E-Mail',
    joined: 'Dabei seit',
    seen: 'Zuletzt aktiv',
    factor: 'Zweiter Faktor',
  },
  roleAbout: {
    account_administrator: 'Steht für den Vertrag ein: darf alles.',
    administrator: 'Verwaltet Benutzer, Dienstkonten und Einstellungen und sieht alles.',
    analyst: 'Arbeitet mit Zahlen und Leads, speichert Ansichten, holt Berichte heraus.',
    viewer: 'Sieht sich Zahlen an. Sieht keine Leads und ändert nichts.',
  },
  permissions: {
    see_views: 'Dashboards, Ansichten und Übersichten sehen',
    save_views: 'Ansichten speichern',
    see_leads: 'Leads mit Namen und Adressen sehen',
    download_reports: 'Berichte herunterladen',
    schedule_reports: 'Berichte nach Zeitplan verschicken lassen',
    change_reports_of_others: 'Berichte anderer ändern',
    see_members: 'Benutzer und Einladungen sehen',
    manage_members: 'Benutzer einladen und entfernen, ihre Rolle ändern',
    see_activity: 'Die Aktivität der Benutzer sehen',
    manage_service_accounts: 'Dienstkonten verwalten',
    manage_contract: 'Einstellungen des Vertrags ändern',
    manage_people: 'Daten einer Person finden, herausgeben und löschen',
    import_events: 'Ereignisse aus Dateien importieren',
    appoint_account_administrators: 'Kontoadministratoren ernennen und entfernen',
    require_second_factor: 'Von allen einen zweiten Faktor verlangen',
  },
  may: {
    title: 'Was die Rolle darf',
    count: '{{granted}} von {{all}} Rechten',
    yes: 'ja',
    not: 'nein',
  },
  hindrances: {
    appoint: 'Nur ein Kontoadministrator kann jemanden zum Kontoadministrator machen.',
    needsAccountAdministrator:
      '{{name}} ist Kontoadministrator. Das kann nur ein anderer Kontoadministrator ändern.',
    lastAccountAdministrator:
      '{{name}} ist der einzige Kontoadministrator, und der Vertrag braucht einen. Ernennen Sie zuerst einen anderen.',
  },
  change: {
    link: 'Rolle ändern',
    title: 'Rolle von {{name}}',
    follows: 'Gilt ab der nächsten Anfrage.',
    ownFollows: 'Das ist Ihre eigene Rolle: Was sie nicht erlaubt, fällt für Sie sofort weg.',
    done: '{{name}} hat die neue Rolle.',
    do: 'Rolle speichern',
  },
  remove: {
    done: '{{name}} ist entfernt.',
    link: 'Entfernen',
    title: '{{name}} aus {{contract}} entfernen?',
    follows: '{{name}} verliert ab der nächsten Anfrage den Zugang zu {{contract}}.',
    ownFollows: 'Sie entfernen sich selbst: Sie verlieren sofort den Zugang zu {{contract}}.',
    stays:
      'Das Konto, andere Verträge und was das Aktivitätsprotokoll sagt, bleiben. Angelegte Dienstkonten arbeiten weiter. Rückgängig machen Sie es durch eine neue Einladung.',
    do: 'Entfernen',
  },
  matrix: {
    title: 'Rechte nach Rolle',
    about: 'Was jede Rolle darf. In {{contract}} ist Ihre Rolle: {{role}}.',
    permission: 'Recht',
    own: 'Ihre Rolle',
  },
}
