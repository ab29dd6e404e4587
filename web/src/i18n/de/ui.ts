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
  },
}
