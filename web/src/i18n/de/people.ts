import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { people as english } from '../en/people.ts'

export const people: Translated<typeof english> = {
  title: 'Personen',
  about:
    'Was über einen Menschen gespeichert ist: ansehen, herausgeben, Einwilligung widerrufen, löschen. Jede Suche steht im Aktivitätsprotokoll.',
  notForRole: 'Um die Daten von Personen kümmern sich Kontoadministratoren und Administratoren des Vertrags.',
  find: 'Suchen',
  findHelp: 'Sie geht nur an den Server und steht nie in einer Adresse.',
  email: 'E-Mail der Person',
  another: 'Andere Person suchen',
  download: 'Herunterladen',
  downloaded: 'Die Datei wurde dem Browser übergeben.',
  data: 'Person',
  dataAbout: 'Laut den Ereignissen; je Feld gilt der letzte Wert.',
  firstSeen: 'Zum ersten Mal gesehen',
  leadId: 'Lead-ID',
  quarantined_one: '{{count, number}} abgelehntes Ereignis nennt diese E-Mail',
  quarantined_other: '{{count, number}} abgelehnte Ereignisse nennen diese E-Mail',
  consent: {
    title: 'Einwilligung',
    yes: 'erteilt: geht als Lead hinaus',
    no: 'nicht erteilt: geht nie als Lead hinaus',
    text: 'Text {{version}}',
  },
  actions: {
    title: 'Aktionen',
    about: 'Alles, was diese Person in den Katalogen getan hat.',
    none: 'Es ist nichts gespeichert, was diese Person getan hat.',
    all_one: '{{count, number}} zeigen',
    all_other: 'Alle {{count, number}} zeigen',
  },
  columns: {
    action: 'Aktion',
    at: 'Wann',
    part: 'Teil',
    what: 'Näheres',
    catalog: 'Katalog',
    channel: 'Kanal',
    actor: 'Empfänger',
    actorId: 'ID des Empfängers',
    road: 'Gesendet über',
  },
  deliveries: {
    title: 'Zustellungen',
    about: 'Exporte, die diese Person enthielten, und wer sie erhielt.',
    none: 'Kein Export hat diese Person enthalten.',
  },
  withdraw: {
    link: 'Einwilligung widerrufen',
    title: 'Einwilligung von {{email}} widerrufen?',
    done: 'Die Einwilligung ist widerrufen.',
    follows:
      'Ab der nächsten Antwort zeigt kein Export diese Person mehr, und der Änderungsstrom sagt es den Programmen, die ihm folgen. Die Aktionen bleiben gezählt. Wieder einwilligen kann nur die Person selbst, in einem Katalog.',
  },
  erase: {
    link: 'Löschen',
    title: '{{email}} endgültig löschen?',
    follows:
      'Name, Anschrift, Unternehmen und Nachrichten werden sofort entfernt; Aktionen zählen fortan ohne Namen. Dateien, in denen die Person steht, werden gelöscht, und der Änderungsstrom meldet es den Programmen, die ihm folgen.',
    after:
      'Das lässt sich nicht rückgängig machen. Danach steht hier, wer die Daten erhalten hatte, damit Sie diese Empfänger informieren können.',
  },
  erasure: {
    title: 'Löschung',
    state: 'Zustand',
    at: 'Gelöscht',
    running: 'wird aufgeräumt',
    done: 'erledigt',
    runningAbout:
      'Aus jeder Ansicht und Antwort bereits verschwunden. Dateien, alte Kopien auf der Festplatte und die Liste der Empfänger folgen; Sie können diese Seite schließen.',
    doneAbout: 'Von der Person ist nichts mehr vorhanden, auch nicht auf der Festplatte.',
    tell: 'Zu informierende Empfänger',
    tellAbout: 'Frühere Exporte, die diese Person enthielten. Ihre Empfänger löschen die eigenen Kopien.',
    listing: 'Die Liste wird erstellt …',
  },
}
