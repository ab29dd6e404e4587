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

  unknown_parameter: 'Diesen Parameter gibt es nicht. Dieser Aufruf nimmt: {{known}}.',
  no_parameters: 'Dieser Aufruf nimmt keine Parameter.',
  given_twice: 'Er darf nur einmal angegeben werden.',
  one_value_each: 'Geben Sie jedes Mal einen Wert an, und wiederholen Sie den Parameter.',
  plus_not_encoded: 'Ein Pluszeichen steht in einer URL für ein Leerzeichen. Schreiben Sie %2B.',
  not_from_here: 'Es muss der Wert sein, den die vorige Antwort genannt hat.',
  other_filters: 'Dieser Wert gehört zu einer anderen Abfrage. Beginnen Sie neu, ohne ihn.',
  no_such_entry: 'Diesen Eintrag gibt es nicht. Beginnen Sie neu, ohne diesen Wert.',
  end_not_after_start: 'Das Ende muss nach dem Anfang liegen.',
  body_missing: 'Dieser Aufruf braucht einen Inhalt. Senden Sie ihn mit seinem Content-Type.',
  body_unreadable: 'Der Inhalt ist kein lesbares JSON.',

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
}
