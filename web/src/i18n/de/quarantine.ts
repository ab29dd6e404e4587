import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { quarantine as english } from '../en/quarantine.ts'

export const quarantine: Translated<typeof english> = {
  title: 'Quarantäne',
  about:
    'Abgelehnte Ereignisse warten hier, bis ein neuer Versuch gelingt oder die Aufbewahrung endet. Zeilen einer Datei, die sich nicht als Ereignis lesen ließen, nennt nur ihr Import.',
  none: {
    title: 'Nichts ist in Quarantäne',
    about: 'Alle Ereignisse wurden angenommen. Ein abgelehntes erscheint hier, mit dem Grund.',
  },
  reason: 'Grund',
  allReasons: 'Alle Gründe',
  noneOfReason: 'Aus diesem Grund wartet kein Ereignis mehr.',
  chooseAll: 'Alle gezeigten wählen',
  choose: 'Wählen: {{reason}}, {{detail}}',
  tryAll_one: '{{count, number}} Ereignis erneut versuchen',
  tryAll_other: 'Alle {{count, number}} erneut versuchen',
  tryChosen_one: '{{count, number}} gewähltes erneut versuchen',
  tryChosen_other: '{{count, number}} gewählte erneut versuchen',
  event: 'Ereignis',
  incomplete:
    'Von diesem Ereignis ist nicht alles aufbewahrt, was gesendet wurde: Es kann nicht erneut versucht werden. Wer es gesendet hat, muss es noch einmal senden.',
  from: {
    account: 'Dienstkonto {{name}}',
    import: 'Import von {{name}}',
    site: 'Website {{name}}',
  },
  eventOf: 'Ereignis {{id}}',
  more: 'Mehr zeigen',
  replayed: {
    nothing: 'Es gab nichts mehr zu versuchen.',
    taken_one: '{{count, number}} Ereignis wurde angenommen.',
    taken_other: '{{count, number}} Ereignisse wurden angenommen.',
    duplicates_one: '{{count, number}} war schon gespeichert und ist hier weg.',
    duplicates_other: '{{count, number}} waren schon gespeichert und sind hier weg.',
    refused_one: '{{count, number}} wurde erneut abgelehnt und wartet weiter.',
    refused_other: '{{count, number}} wurden erneut abgelehnt und warten weiter.',
  },
  remedies: {
    name: 'Der Vertrag lehnt Namen ab, die er nicht kennt. Fügen Sie den Namen hinzu und versuchen Sie es erneut:',
    segments:
      'Das Dienstkonto darf nur für andere Segmente senden. Erweitern Sie seine Grenzen und lassen Sie es erneut senden.',
    id: 'Ein Ereignis mit dieser ID und anderem Inhalt ist schon gespeichert. Wer sendet, muss jedem Ereignis eine eigene ID geben.',
    sender:
      'Ein neuer Versuch hilft, wenn sich unsere Regeln geändert haben. Sonst muss das Ereignis berichtigen, wer es sendet.',
  },
}
