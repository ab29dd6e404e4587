import type { problems as english } from '../en/problems.ts'
import type { Translated } from '../text-types.ts'

export const problems: Translated<typeof english> = {
  titles: {
    invalid: 'Die Anfrage ist nicht richtig',
    unauthorized: 'Anmeldung nötig',
    forbidden: 'Nicht erlaubt',
    second_factor_needed: 'Ein zweiter Faktor ist nötig',
    not_found: 'Nicht gefunden',
    method_not_allowed: 'Nicht mit dieser Methode',
    conflict: 'Konflikt',
    gone: 'Nicht mehr da',
    precondition_failed: 'Inzwischen geändert',
    too_large: 'Zu groß',
    unsupported_media_type: 'Diese Art von Inhalt wird hier nicht angenommen',
    range_not_satisfiable: 'Diesen Bereich gibt es nicht',
    too_many_requests: 'Zu viele Anfragen',
    internal: 'Bei uns ist etwas schiefgegangen',
    unavailable: 'Im Augenblick nicht verfügbar',
    damaged: 'Gespeicherte Daten sind beschädigt',
  },
  codes: {
    invalid: 'Eine Eingabe hat nicht die richtige Form. Prüfen Sie sie.',
    unauthorized: 'Dafür werden gültige Zugangsdaten gebraucht. Melden Sie sich an.',
    forbidden: 'Ihre Rechte erlauben das nicht.',
    second_factor_needed: 'Nur für Benutzer mit einem zweiten Faktor.',
    not_found: 'Das gibt es nicht, oder nicht mehr.',
    method_not_allowed: 'Diese Adresse lässt sich so nicht verwenden.',
    conflict: 'Etwas, das schon da ist, lässt das nicht zu. Laden Sie die Seite neu, und sehen Sie nach.',
    gone: 'Das gibt es nicht mehr.',
    precondition_failed: 'Es hat sich inzwischen geändert. Laden Sie die Seite neu.',
    too_large: 'Das ist zu groß.',
    unsupported_media_type: 'Diese Art von Datei oder Text wird nicht angenommen.',
    range_not_satisfiable: 'Die Datei ist kürzer.',
    too_many_requests: 'Zu viele Versuche. Warten Sie ein wenig.',
    internal:
      'Der Fehler liegt bei uns. Versuchen Sie es noch einmal; bleibt er, sagen Sie es dem Betreiber.',
    unavailable:
      'Der Server kann das gerade nicht. Nichts ist verloren; versuchen Sie es in einigen Sekunden noch einmal.',
    damaged:
      'Gespeicherte Daten sind nicht lesbar. Sagen Sie es dem Betreiber: ein neuer Versuch hilft nicht.',
  },
}
