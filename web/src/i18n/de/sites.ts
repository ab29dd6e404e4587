import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { sites as english } from '../en/sites.ts'

export const sites: Translated<typeof english> = {
  title: 'Websites',
  about: 'Websites, in die Ihre Kataloge eingebettet sind. Mit einem Tag senden ihre Seiten Ereignisse.',
  add: 'Website hinzufügen',
  addTitle: 'Website hinzufügen',
  addDo: 'Website hinzufügen',
  search: 'Name, Schlüssel oder Ursprung',
  found_one: '{{count, number}} Website',
  found_other: '{{count, number}} Websites',
  keyHelp: 'Ein kurzes Wort wie „www“. Es lässt sich später nicht mehr ändern.',
  origin: 'Adresse der Website',
  originHelp:
    'Schema und Host, wie in der Adresszeile. Weitere lassen sich auf der nächsten Seite hinzufügen.',
  taken: 'Eine Website mit diesem Schlüssel gibt es schon.',
  none: {
    title: 'Noch keine Website',
    about:
      'Fügen Sie die Website hinzu, in die ein Katalog eingebettet ist: Auf ihrer Seite hier steht das Tag zum Kopieren.',
  },
  columns: {
    name: 'Name',
    key: 'Schlüssel',
    state: 'Zustand',
    origins: 'Ursprünge',
    lastEvent: 'Letztes Ereignis',
  },
  states: {
    on: 'nimmt Ereignisse an',
    off: 'abgeschaltet',
    noOrigin: 'noch kein Ursprung',
    notSetUp: 'ohne Tag',
  },
  site: {
    nothing: 'Diese Website gibt es nicht',
    nothingAbout: 'Vielleicht hat sie einen anderen Schlüssel. Alle Websites stehen einen Schritt zurück.',
    notSetUp: 'Noch kein Tag',
    notSetUpAbout:
      'Ereignisse nennen diese Website, aber keines kommt von ihren Seiten selbst. Richten Sie sie ein: Sie bekommt einen öffentlichen Schlüssel und ein Tag zum Kopieren.',
    setUpDone: 'Die Website hat einen Schlüssel und ein Tag.',
    setUp: 'Einrichten',
    settings: 'Seiten, die senden dürfen',
    settingsAbout: 'Gilt ab der nächsten Anfrage.',
    originsHelp:
      'Einer pro Zeile: Schema, Host und Port wie in der Adresszeile, ohne Pfad. Jeder Host zählt für sich. Ohne Ursprung darf niemand senden.',
    enabled: 'Ereignisse dieser Website annehmen',
    enabledHelp: 'Wenn abgeschaltet, wird alles abgelehnt, was ihre Seiten senden, und ist verloren.',
    tag: 'Tag',
    tagAbout:
      'Gehört ins HTML jeder Seite der Website. Es setzt kein Cookie und ruft nur dieses Catalytics auf.',
    tagText: 'HTML des Tags',
    tagName: 'Tag',
    tagCatalog: 'Für Ereignisse, die keinen eigenen Katalog nennen.',
    eachEvent: 'Jedes Ereignis nennt seinen',
    call: 'Melden Sie dann, was Besucher tun:',
    example: 'Beispiel',
    key: 'Öffentlicher Schlüssel',
    keyAbout:
      'Kein Geheimnis: Wer die Seite liest, sieht ihn. Er erlaubt nur, Ereignisse für diese Website zu senden.',
    keyName: 'öffentlicher Schlüssel',
    noEvent: 'noch keines',
    renew: 'Neuer Schlüssel',
    renewTitle: '{{name}} einen neuen Schlüssel geben?',
    renewFollows:
      'Der aktuelle Schlüssel gilt sofort nicht mehr. Bis das neue Tag auf den Seiten steht, wird alles abgelehnt, was sie senden, und ist verloren.',
    renewUsed: 'Letzte Verwendung des aktuellen Schlüssels:',
    renewDo: 'Aktuellen Schlüssel widerrufen',
    renewed: 'Der neue Schlüssel gilt; der bisherige ist widerrufen.',
  },
}
