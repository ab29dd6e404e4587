import type { ui as english } from '../en/ui.ts'
import type { Translated } from '../text-types.ts'

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
  secret: {
    show: 'Zeigen',
    hide: 'Verbergen',
  },
  save: 'Speichern',
  saved: 'Gespeichert',
  yes: 'Ja',
  no: 'Nein',
  showPassword: 'Passwort anzeigen',
  problem: {
    failed: 'Das hat nicht geklappt',
    offline: 'Keine Verbindung',
    unreachable:
      'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    ours: 'Der Fehler liegt bei uns. Laden Sie die Seite neu; bleibt er, sagen Sie es dem Betreiber.',
    forbidden: 'Nicht für Ihre Rolle',
    secondFactor: 'Ein zweiter Faktor ist nötig',
    setUpFactor: 'Zweiten Faktor einrichten',
    nothing: 'Hier ist nichts',
    old: 'Das konnte nicht aktualisiert werden',
    notTaken: 'Noch nicht angenommen',
    request: 'Anfrage {{id}}',
    field: 'So wird das nicht angenommen.',
    codes: {
      invalid: 'Eine Eingabe wird so nicht angenommen. Prüfen Sie sie.',
      unauthorized: 'Die Eingabe stimmt nicht, oder die Sitzung ist beendet.',
      forbidden: 'Ihre Rechte erlauben das nicht.',
      second_factor_needed: 'Nur für Benutzer mit einem zweiten Faktor.',
      not_found: 'Das gibt es nicht, oder nicht mehr.',
      conflict: 'Das passt nicht zu dem, was schon da ist.',
      gone: 'Das gibt es nicht mehr.',
      precondition_failed: 'Es hat sich inzwischen geändert. Laden Sie die Seite neu.',
      too_large: 'Das ist zu groß.',
      unsupported_media_type: 'Diese Art von Datei oder Text wird nicht angenommen.',
      too_many_requests: 'Zu viele Versuche. Warten Sie ein wenig.',
      range_not_satisfiable: 'So viel ist nicht da.',
      unavailable:
        'Der Server kann das gerade nicht. Nichts ist verloren; versuchen Sie es in einigen Sekunden noch einmal.',
      internal:
        'Der Fehler liegt bei uns. Versuchen Sie es noch einmal; bleibt er, sagen Sie es dem Betreiber.',
    },
  },
}
