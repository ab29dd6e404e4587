import type { reasons as english } from '../en/reasons.ts'
import type { Translated } from '../text-types.ts'

export const reasons: Translated<typeof english> = {
  missing: 'Hier wird ein Wert gebraucht.',
  not_a_text: 'Es muss ein Text sein.',
  not_a_number: 'Es muss eine Zahl sein.',
  not_a_whole_number: 'Es muss eine ganze Zahl sein.',
  not_yes_or_no: 'Es muss true oder false sein.',
  not_a_list: 'Es muss eine Liste sein.',
  not_an_object: 'Es muss ein Objekt mit benannten Feldern sein.',
  too_long: 'Höchstens {{limit, number}} Zeichen.',
  too_short: 'Mindestens {{limit, number}} Zeichen.',
  too_many: 'Höchstens {{limit, number}} Einträge.',
  too_few: 'Mindestens {{limit, number}} Einträge.',
  none_chosen: 'Wählen Sie mindestens eines.',
  too_large: 'Höchstens {{limit, number}}.',
  too_small: 'Mindestens {{limit, number}}.',
  not_above: 'Der Wert muss größer als {{limit, number}} sein.',
  not_below: 'Der Wert muss kleiner als {{limit, number}} sein.',
  not_between: 'Der Wert muss zwischen {{least, number}} und {{most, number}} liegen.',
  not_in_list: 'Möglich sind: {{allowed}}.',
  unknown_field: 'Dieses Feld gibt es hier nicht.',
  only_with: 'Das ist nur zusammen mit {{names}} möglich.',
  exactly_one_of: 'Genau eines davon wird gebraucht: {{names}}.',
  either_or: 'Geben Sie entweder {{first}} oder {{second}} an, nicht beides.',
  not_plain_text:
    'Es enthält Zeichen, die sich nicht anzeigen lassen, etwa Steuerzeichen. Tippen Sie es neu.',
  not_an_email: 'Es muss eine E-Mail-Adresse sein, zum Beispiel ann@acme.example.',
  not_a_domain: 'Es muss eine Domain sein, zum Beispiel acme.example.',
  not_a_country: 'Es muss ein Ländercode aus zwei Großbuchstaben sein (ISO 3166-1), zum Beispiel DE.',
  not_a_time_zone: 'Es muss eine Zeitzone sein (IANA), zum Beispiel Europe/Paris.',
  not_a_language: 'Es muss ein Sprachcode sein (BCP 47), zum Beispiel en oder de-AT.',
  not_a_segment:
    'Es muss catalog:SCHLÜSSEL, site:SCHLÜSSEL oder network:SCHLÜSSEL sein, zum Beispiel catalog:bearings.',
  not_one_segment: 'Es muss genau ein Segment sein. Geben Sie jedes Segment als eigenen Eintrag an.',
  not_an_id_of_ours:
    'Es muss {{prefix}} mit {{characters, number}} Buchstaben oder Ziffern sein, zum Beispiel {{sample}}.',
  not_an_id: 'Es muss eine ID sein, wie die Listen dieser Installation sie zeigen.',
  not_a_network: 'Es muss ein Netz oder eine Adresse sein, zum Beispiel 203.0.113.0/24 oder 2001:db8::/32.',
  not_an_origin: 'Es muss Schema und Host ohne Pfad sein, zum Beispiel https://www.acme.example.',
  not_a_url: 'Es muss eine vollständige URL sein, zum Beispiel https://www.acme.example/.',
  not_a_path: 'Es muss der Pfad einer Seite sein, ohne ? und #.',
  not_a_size: 'Es muss Breite x Höhe sein, zum Beispiel 1440x900.',
  not_a_day: 'Es muss ein Tag sein, den es gibt, zum Beispiel 2026-03-01.',
  not_a_day_or_instant:
    'Es muss ein Tag sein, den es gibt, oder ein Zeitpunkt mit Abstand zu UTC, zum Beispiel 2026-03-01 oder 2026-03-01T08:00:00Z.',
  not_an_instant: 'Es muss ein Zeitpunkt sein, den es gibt, zum Beispiel 2026-11-20T08:15:30Z.',
  no_time_of_day: 'Die Uhrzeit fehlt. Senden Sie zum Beispiel 2026-11-20T08:15:30Z.',
  no_offset: 'Der Abstand zu UTC fehlt. Senden Sie zum Beispiel 2026-11-20T08:15:30Z.',
  no_column_in_braces:
    'Es muss Spalten in geschweiften Klammern nennen, zum Beispiel customer-{CustomerID}@example.com.',
  not_an_entity_tag: 'Es muss * sein oder Entity-Tags in Anführungszeichen.',
  not_valid: 'Dieser Wert hat nicht die richtige Form.',
  beyond_year_9999: 'Der Zeitpunkt muss vor dem Jahr 10000 liegen.',

  unknown_parameter: 'Diesen Parameter gibt es nicht. Dieser Aufruf nimmt: {{known}}.',
  no_parameters: 'Dieser Aufruf nimmt keine Parameter.',
  given_twice: 'Er darf nur einmal angegeben werden.',
  one_value_each: 'Geben Sie jedes Mal einen Wert an, und wiederholen Sie den Parameter.',
  plus_not_encoded: 'Ein Pluszeichen steht in einer URL für ein Leerzeichen. Schreiben Sie %2B.',
  not_from_here: 'Es muss der Wert sein, den die vorige Antwort genannt hat.',
  other_filters: 'Dieser Wert gehört zu einer anderen Abfrage. Beginnen Sie neu, ohne ihn.',
  no_such_entry: 'Diesen Eintrag gibt es nicht. Beginnen Sie neu, ohne diesen Wert.',
  end_not_after_start: 'Das Ende muss nach dem Anfang liegen.',
  last_before_first: 'Der letzte Tag darf nicht vor dem ersten liegen.',
  body_missing: 'Dieser Aufruf braucht einen Inhalt. Senden Sie ihn mit seinem Content-Type.',
  body_unreadable: 'Der Inhalt ist kein lesbares JSON.',
  no_pages_of_a_stream:
    'Ein Datenstrom hat keine Seiten. Lassen Sie diesen Wert weg, um alle Zeilen zu erhalten, oder fragen Sie mit format=json nach Seiten.',
  no_such_change:
    'Diese Änderung gibt es hier nicht. Die Installation wurde aus einer Sicherung wiederhergestellt, oder die Nummer gehört zu einem anderen Vertrag. Lesen Sie alles ab 0 neu ein, anstelle dessen, was Sie haben.',
  body_not_utf8: 'Der Inhalt ist kein UTF-8-Text.',
  body_ended_early:
    'Der Inhalt brach ab, oder er ist nicht so kodiert, wie Content-Encoding sagt. Senden Sie ihn noch einmal.',
  body_too_large:
    'Der Inhalt ist ausgepackt größer als {{limit, number}} Bytes. Senden Sie ihn in kleineren Teilen.',
  window_too_large:
    'Das Auspacken braucht ein Fenster von mehr als 8 MiB. Packen Sie ohne --long und --ultra.',
  content_type_not_accepted:
    'Diese Art von Inhalt wird hier nicht angenommen. Senden Sie eine davon: {{allowed}}.',
  encoding_not_accepted:
    'Diese Kodierung wird nicht angenommen. Senden Sie den Inhalt, wie er ist, oder in einer davon: {{allowed}}.',
  method_not_accepted:
    'Diese Adresse lässt sich nicht mit dieser Methode aufrufen. Möglich sind: {{allowed}}.',
  zero_in_address: 'Eine Adresse kann kein %00 enthalten.',
  range_outside_file: 'Die Datei ist kürzer. Fragen Sie nach einem Bereich innerhalb der Datei.',
  another_file:
    'Die Datei ist nicht die, die diese Kopfzeile nennt. Fragen Sie ohne die Kopfzeile noch einmal nach ihr.',
  key_of_another_request:
    'Dieser Schlüssel wurde für eine andere Anfrage verwendet. Nehmen Sie für einen neuen Export einen neuen Schlüssel.',
  caller_gone: 'Der Aufrufer ist weg; die Arbeit wurde beendet.',

  not_signed_in: 'Sie sind nicht angemeldet, oder Ihre Sitzung ist beendet. Melden Sie sich an.',
  wrong_password: 'Die E-Mail-Adresse oder das Passwort ist falsch.',
  wrong_current_password: 'Das ist nicht Ihr aktuelles Passwort.',
  wrong_code: 'Der Code ist falsch oder wurde schon verwendet. Warten Sie auf den nächsten.',
  wrong_first_code:
    'Der Code ist falsch. Prüfen Sie, ob die Uhr Ihres Geräts richtig geht, und tippen Sie den nächsten Code.',
  sign_in_ended:
    'Die Anmeldung dauerte zu lange, oder es gab zu viele falsche Codes. Beginnen Sie noch einmal mit Ihrem Passwort.',
  too_many_sign_ins:
    'Zu viele fehlgeschlagene Anmeldungen. Versuchen Sie es in {{seconds, number}} s noch einmal, nehmen Sie ein Gerät, auf dem Sie schon angemeldet waren, oder fordern Sie einen Link für ein neues Passwort an.',
  too_many_requests: 'Zu viele Anfragen. Versuchen Sie es in {{seconds, number}} s noch einmal.',
  busy: 'Gerade melden sich zu viele gleichzeitig an. Versuchen Sie es in einigen Sekunden noch einmal.',
  password_not_plain_text: 'Es enthält Zeichen, die sich nicht überall tippen lassen.',
  password_few_characters: 'Es hat zu wenige verschiedene Zeichen.',
  password_repeated: 'Es wiederholt sich.',
  password_common: 'Viele benutzen dieses Passwort; es wird deshalb zuerst probiert.',
  password_sequences: 'Es besteht nur aus üblichen Wörtern und Folgen.',
  password_names: 'Es ist kaum mehr als der Name eines Kontos, einer Person oder eines Vertrags.',
  password_easy_to_guess:
    'Es ist leicht zu erraten. Fügen Sie ein Wort hinzu, das mit dem Rest nichts zu tun hat.',
  password_like_generated: 'Es sieht aus wie ein erzeugtes Passwort. Wählen Sie einen anderen Anfang.',
  password_in_use: 'Dieses Passwort gilt schon. Wählen Sie ein anderes.',
  new_password_needed:
    'Noch hat niemand nachgewiesen, dass diese Adresse Ihre ist. Wählen Sie ein neues Passwort: Wer das Konto angelegt hat, kennt vielleicht das alte.',
  no_second_factor: 'Sie haben keinen zweiten Faktor.',
  no_second_factor_begun:
    'Die Einrichtung des zweiten Faktors wurde nicht begonnen oder ist beendet. Beginnen Sie noch einmal.',
  second_factor_needed:
    'Dieser Vertrag ist nur für Benutzer mit einem zweiten Faktor. Richten Sie in Ihrem Konto einen ein.',
  no_mail_here:
    'Diese Installation verschickt keine E-Mails. Bitten Sie ihren Betreiber um einen Link für ein neues Passwort.',
  link_ended: 'Dieser Link gilt nicht mehr. Fordern Sie einen neuen an.',
  set_up_link_ended:
    'Dieser Link gilt nicht mehr. Solange es keinen Benutzer gibt, zeigt jeder Start des Servers einen neuen.',
  invitation_ended:
    'Diese Einladung gilt nicht mehr. Bitten Sie die Person, die Sie eingeladen hat, um eine neue.',
  invitation_not_yours:
    'Diese Einladung gilt einer anderen Adresse. Melden Sie sich mit der eingeladenen Adresse an.',
  has_account: 'Diese Adresse hat schon ein Konto. Melden Sie sich damit an, und treten Sie dann bei.',
  first_contract_needed: 'Es gibt noch keinen Vertrag. Nennen Sie den ersten.',

  token_needed: 'Dieser Aufruf braucht ein Token. Senden Sie ein Bearer-Token von POST /oauth/token.',
  token_or_basic_needed:
    'Dieser Aufruf braucht Zugangsdaten. Senden Sie ein Bearer-Token von POST /oauth/token, oder Client-ID und Passwort mit HTTP Basic.',
  token_not_valid:
    'Das Token ist unbekannt, abgelaufen oder widerrufen. Holen Sie ein neues mit POST /oauth/token.',
  wrong_client: 'Die Client-ID oder das Passwort ist falsch, oder das Dienstkonto ist nicht in Betrieb.',
  too_many_failures:
    'Zu viele fehlgeschlagene Anmeldungen von dieser Adresse. Versuchen Sie es in {{seconds, number}} s noch einmal.',
  network_not_allowed:
    'Das Dienstkonto darf von {{address}} aus nicht verwendet werden. Ein Administrator des Vertrags kann das Netz hinzufügen.',
  scope_missing:
    'Diesem Dienstkonto fehlt das Recht {{scope}}. Ein Administrator des Vertrags kann es hinzufügen.',
  segments_changed:
    'Die Segmente dieses Dienstkontos wurden während des Aufrufs geändert. Rufen Sie noch einmal auf.',
  service_accounts_only: 'Dieser Aufruf ist für Dienstkonten.',
  signed_in_only: 'Dieser Aufruf ist für angemeldete Personen.',
  foreign_page:
    'Änderungen werden nur von Seiten dieser Installation angenommen. Ist das eine davon, geben Sie dem Betreiber Bescheid: PUBLIC_URL muss die Adresse sein, die alle benutzen.',
  secret_in_url:
    'Das gehört in den Inhalt, nie in die URL. Ein Passwort, das in einer URL stand, ist bekannt: Erzeugen Sie es neu.',
  credentials_missing:
    'Die Zugangsdaten fehlen. Senden Sie Client-ID und Passwort mit HTTP Basic, oder als client_id und client_secret im Inhalt.',
  not_basic:
    'Die Kopfzeile Authorization ist kein HTTP Basic. Senden Sie Client-ID und Passwort mit HTTP Basic, oder als client_id und client_secret im Inhalt.',
  credentials_twice: 'Zugangsdaten stehen in der Kopfzeile Authorization oder im Inhalt, nicht in beiden.',
  another_client: 'Das ist nicht die Client-ID der Kopfzeile Authorization. Lassen Sie sie weg.',
  scopes_not_held:
    'Das Dienstkonto hat nicht alle diese Rechte. Fragen Sie nach einigen von diesen: {{held}}.',

  role_too_low: 'Ihre Rolle in diesem Vertrag erlaubt das nicht. Diese Rollen dürfen es: {{roles}}.',
  operator_only: 'Das kann nur der Betreiber der Installation ändern. Wenden Sie sich an ihn.',
  account_administrator_only: 'Das kann nur ein Kontoadministrator ändern.',
  last_administrator:
    'Das ist der einzige Kontoadministrator des Vertrags. Ernennen Sie zuerst einen weiteren.',

  no_such_contract: 'Diesen Vertrag gibt es hier nicht.',
  no_such_member: 'Diesen Benutzer gibt es in diesem Vertrag nicht.',
  no_such_invitation: 'Diese Einladung gibt es in diesem Vertrag nicht.',
  no_such_service_account: 'Dieses Dienstkonto gibt es in diesem Vertrag nicht.',
  no_such_password: 'Das Dienstkonto hat kein solches gültiges Passwort.',
  no_such_session: 'Diese Sitzung haben Sie nicht.',
  no_such_site: 'Diese Website gibt es im Vertrag nicht.',
  no_such_person: 'Unter dieser Angabe ist in diesem Vertrag niemand bekannt.',
  no_such_erasure: 'Unter dieser ID wurde in diesem Vertrag niemand gelöscht.',
  feature_off: 'Diese Funktion ist für den Vertrag nicht eingeschaltet. Wenden Sie sich an den Betreiber.',
  address_taken: 'Es gibt schon einen Benutzer mit dieser Adresse.',
  member_already: 'Unter dieser Adresse gibt es im Vertrag schon einen Benutzer. Ändern Sie dort die Rolle.',
  invited_already:
    'Diese Adresse ist schon eingeladen. Senden Sie die Einladung noch einmal, oder löschen Sie sie.',
  too_many_invitations: 'In diesem Vertrag stehen zu viele Einladungen aus. Löschen Sie zuerst einige.',
  invitation_just_sent:
    'Diese Einladung wurde gerade gesendet. Geben Sie der E-Mail eine Minute, um anzukommen.',
  too_many_support_requests:
    'Sie haben viele Supportanfragen gesendet. Warten Sie eine Stunde bis zur nächsten.',
  name_taken: 'Ein anderes Dienstkonto des Vertrags heißt so. Wählen Sie einen anderen Namen.',
  too_many_service_accounts:
    'Ein Vertrag hat höchstens {{limit, number}} Dienstkonten. Löschen Sie zuerst einige.',
  in_the_past: 'Dieser Tag ist vorbei. Um das Konto jetzt anzuhalten, deaktivieren Sie es.',
  overlap_promised:
    'Ein früheres Passwort gilt noch bis {{until}}, wie zugesagt. Warten Sie bis dahin, oder beenden Sie es jetzt.',
  changed_meanwhile: 'Inzwischen hat es jemand geändert. Lesen Sie es neu, und entscheiden Sie dann.',
  id_taken_for_good: 'Ein Ereignis, dessen ID einem anderen Ereignis gehört, bleibt abgelehnt.',

  nothing_here: 'Unter dieser Adresse gibt es nichts. Die API ist unter /api/docs beschrieben.',
  no_such_file: 'Diese Datei gibt es nicht. Laden Sie die Seite neu.',
  no_such_export: 'Diesen Export gibt es hier nicht.',
  no_such_import: 'Diesen Import gibt es in diesem Vertrag nicht.',
  no_such_key: 'Diesen Schlüssel gibt es nicht, oder er ist abgeschaltet.',
  no_origin: 'Ereignisse werden nur von Seiten angenommen, die ihren Ursprung (Origin) nennen.',
  origin_not_allowed:
    'Seiten dieses Ursprungs (Origin) dürfen mit diesem Schlüssel keine Ereignisse senden. Ein Administrator kann ihn bei der Website hinzufügen.',
  file_not_ready: 'Die Datei ist noch nicht fertig. Fragen Sie nach dem Export, bis sein Status done ist.',
  file_gone: 'Die Datei gibt es nicht mehr. Fordern Sie einen neuen Export an.',
  withdrawn_since:
    'Jemand in dieser Datei hat seither die Einwilligung widerrufen. Fordern Sie einen neuen Export an.',
  erased_since: 'Jemand in dieser Datei wurde seither gelöscht. Fordern Sie einen neuen Export an.',
  fewer_segments_since:
    'Als diese Datei entstand, sah das Konto mehr Segmente als jetzt. Fordern Sie einen neuen Export an.',
  domains_excluded_since:
    'Seit diese Datei entstand, wurden E-Mail-Domains ausgenommen. Fordern Sie einen neuen Export an.',
  kept_shorter_since:
    'Seit diese Datei entstand, wurde die Aufbewahrung verkürzt. Fordern Sie einen neuen Export an.',
  data_removed_since:
    'Seit diese Datei entstand, wurden Daten nach Ablauf ihrer Frist entfernt. Fordern Sie einen neuen Export an.',
  import_undone_since:
    'Seit diese Datei entstand, wurde ein Import zurückgenommen. Fordern Sie einen neuen Export an.',
  too_many_exports:
    'Dieses Konto hat {{limit, number}} laufende Exporte. Warten Sie auf einen davon, oder brechen Sie ihn ab.',
  too_many_streams:
    'Zu viele Datenströme dieses Kontos oder seines Vertrags laufen. Lesen Sie einen zu Ende, fragen Sie nach Seiten oder nach einem Export.',
  streams_taken:
    'Der Server sendet schon so viele Datenströme, wie er kann. Versuchen Sie es in einigen Sekunden noch einmal.',
  too_many_rows_waiting:
    'Zu viele Zeilen dieses Kontos oder seines Vertrags warten darauf, gelesen zu werden. Lesen Sie jede Antwort, bevor Sie nach der nächsten fragen.',
  too_many_questions:
    'Zu viele Fragen dieses Vertrags warten auf eine Antwort. Stellen Sie weniger auf einmal.',
  no_such_column: 'Diese Spalte hat die Datei nicht. Sie hat: {{columns}}.',
  column_repeated:
    'Die Datei hat {{times, number}} Spalten mit diesem Namen. Benennen Sie alle bis auf eine um.',
  no_such_sheet: 'Dieses Blatt hat die Arbeitsmappe nicht. Sie hat: {{sheets}}.',
  another_delimiter:
    'Die erste Zeile der Datei nennt ein unübliches Trennzeichen. Nennen Sie hier das Zeichen zwischen den Zellen.',
  time_zone_needed:
    'Die Zeiten der Datei nennen keine Zeitzone. Geben Sie sie an, zum Beispiel Europe/Paris.',
  not_a_time_format:
    'Es muss ein Muster für Zeiten sein, zum Beispiel dd.MM.yyyy HH:mm, oder unix oder unix_ms.',
  mapping_needed:
    'Dateien dieser Art brauchen eine Zuordnung: Nur NDJSON kann Ereignisse enthalten, wie sie sind.',
  file_unreadable:
    'Die Datei lässt sich nicht bis zum Ende lesen. Speichern Sie sie in ihrem Programm neu, oder als CSV in UTF-8.',

  our_fault:
    'Der Fehler liegt bei uns. Versuchen Sie es noch einmal; bleibt er, nennen Sie dem Betreiber die Anfrage-ID.',
  not_now:
    'Der Server kann das gerade nicht. Es ging nichts verloren; versuchen Sie es in einigen Sekunden noch einmal.',
  data_damaged:
    'Gespeicherte Daten lassen sich nicht lesen. Ein neuer Versuch hilft nicht; geben Sie dem Betreiber Bescheid, dem ./catalytics doctor sagt, was zu tun ist.',
  disk_full:
    'Die Festplatte des Servers ist voll. Ereignisse werden wieder angenommen, sobald der Betreiber Platz geschaffen hat.',
  too_many_events_arrive:
    'Es kommen mehr Ereignisse an, als gespeichert werden können. Senden Sie sie etwas später noch einmal.',
  sealed_with_another_key:
    'Das Gespeicherte wurde mit einem anderen SECRET_KEY verschlüsselt. Der Betreiber muss ihn wieder einsetzen.',
}
