import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { ui as english } from '../en/ui.ts'

export const ui: Translated<typeof english> = {
  again: 'Noch einmal versuchen',
  close: 'Schließen',
  copy: 'Kopieren: {{what}}',
  copied: 'Kopiert: {{what}}',
  notCopied: 'Der Browser ließ das Kopieren nicht zu. Markieren Sie den Text und kopieren Sie ihn selbst.',
  cancel: 'Abbrechen',
  typeName: 'Tippen Sie „{{name}}“, um fortzufahren',
  table: {
    actions: 'Aktionen',
    order: 'Sortieren nach {{column}}',
    clear: 'Zurücksetzen',
  },
  day: {
    form: 'TT.MM.JJJJ',
    none: 'Das ist kein Datum. Geben Sie es so ein: {{example}}.',
    open: 'Kalender öffnen',
    previousMonth: 'Voriger Monat',
    nextMonth: 'Nächster Monat',
    previousYear: 'Voriges Jahr',
    nextYear: 'Nächstes Jahr',
    previousDecade: 'Vorige zehn Jahre',
    nextDecade: 'Nächste zehn Jahre',
  },
  secret: {
    show: 'Zeigen',
    hide: 'Verbergen',
  },
  save: 'Speichern',
  saved: 'Gespeichert',
  savedPart: 'Gespeichert, bis auf das, was Sie inzwischen eingegeben haben.',
  yes: 'Ja',
  no: 'Nein',
  showPassword: 'Passwort anzeigen',
  forAdministrators:
    'Das ist Kontoadministratoren und Administratoren des Vertrags vorbehalten. Wenden Sie sich an jemanden von ihnen.',
  underWay: {
    note: 'Die Antwort des Servers steht noch aus. Der Vorgang lässt sich nicht mehr abbrechen.',
    title: 'Ein Vorgang läuft noch',
    about:
      'Der Server hat noch nicht geantwortet. Wenn Sie jetzt gehen, geschieht es womöglich trotzdem, und Sie sehen nicht, was dabei herauskam, zum Beispiel ein neues Passwort. Sehen Sie danach in der Liste nach.',
    stay: 'Auf die Antwort warten',
    leave: 'Trotzdem gehen',
  },
  meanwhile: {
    title: 'Inzwischen geändert',
    by: 'Geändert von {{who}}',
    operator: 'dem Betreiber',
    unknown: 'Von jemand anderem geändert',
    about:
      'Von Ihnen ist noch nichts gespeichert. Was geändert wurde, steht jetzt im Formular; sehen Sie es an und speichern Sie dann noch einmal.',
    theirs: 'Der andere Wert: {{value}}',
    yours: 'Ihr Wert: {{value}}',
  },
  problem: {
    failed: 'Das hat nicht geklappt',
    offline: 'Keine Verbindung',
    noAnswer: 'Keine Antwort',
    unanswered: {
      read: 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
      not_sent:
        'Dieses Gerät hat keine Verbindung. Es wurde nichts gesendet und wird nichts gesendet: Versuchen Sie es wieder, wenn Sie online sind.',
      may_have_happened:
        'Es kam keine Antwort. Vielleicht ist es trotzdem geschehen: Sehen Sie nach, bevor Sie es noch einmal versuchen.',
    },
    ours: 'Der Fehler liegt bei uns. Laden Sie die Seite neu; bleibt er, sagen Sie es dem Betreiber.',
    forbidden: 'Nicht für Ihre Rolle',
    secondFactor: 'Ein zweiter Faktor ist nötig',
    setUpFactor: 'Zweiten Faktor einrichten',
    nothing: 'Hier ist nichts',
    old: 'Das konnte nicht aktualisiert werden',
    notTaken: 'Bitte prüfen',
    line: '{{label}}, Zeile {{line}}',
    lineSays: 'Zeile {{line}}: {{words}}',
    colon: ': ',
    request: 'Anfrage {{id}}',
  },
}
