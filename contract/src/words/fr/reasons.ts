import type { reasons as english } from '../en/reasons.ts'
import type { Translated } from '../text-types.ts'

export const reasons: Translated<typeof english, 'many'> = {
  missing: 'Une valeur est nécessaire ici.',
  not_a_text: 'Il faut un texte.',
  not_a_number: 'Il faut un nombre.',
  not_a_whole_number: 'Il faut un nombre entier.',
  not_yes_or_no: 'Il faut true ou false.',
  not_a_list: 'Il faut une liste.',
  not_an_object: 'Il faut un objet avec des champs nommés.',
  too_long: '{{limit, number}} caractères au plus.',
  too_short: '{{limit, number}} caractères au moins.',
  too_many: '{{limit, number}} entrées au plus.',
  too_few: '{{limit, number}} entrées au moins.',
  none_chosen: 'Choisissez au moins un élément.',
  too_large: '{{limit, number}} au plus.',
  too_small: '{{limit, number}} au moins.',
  not_above: 'La valeur doit être supérieure à {{limit, number}}.',
  not_below: 'La valeur doit être inférieure à {{limit, number}}.',
  not_between: 'La valeur doit être comprise entre {{least, number}} et {{most, number}}.',
  not_in_list: 'Valeurs possibles : {{allowed}}.',
  unknown_field: 'Ce champ n’existe pas ici.',
  only_with: 'Cela ne va qu’avec {{names}}.',
  exactly_one_of: 'Il faut exactement un de ces champs : {{names}}.',
  either_or: 'Indiquez {{first}} ou {{second}}, mais pas les deux.',
  not_plain_text:
    'Il y a des caractères non affichables, par exemple des caractères de contrôle. Saisissez la valeur à nouveau.',
  not_an_email: 'Il faut une adresse e-mail, par exemple ann@acme.example.',
  not_a_domain: 'Il faut un domaine, par exemple acme.example.',
  not_a_country: 'Il faut un code de pays en deux majuscules (ISO 3166-1), par exemple DE.',
  not_a_time_zone: 'Il faut un fuseau horaire (IANA), par exemple Europe/Paris.',
  not_a_language: 'Il faut un code de langue (BCP 47), par exemple en ou de-AT.',
  not_a_segment: 'Il faut catalog:CLÉ, site:CLÉ ou network:CLÉ, par exemple catalog:bearings.',
  not_one_segment: 'Il faut un seul segment. Indiquez chaque segment séparément.',
  not_an_id_of_ours:
    'Il faut {{prefix}} suivi de {{characters, number}} lettres ou chiffres, par exemple {{sample}}.',
  not_an_id: 'Il faut un identifiant tel que les listes de cette installation l’affichent.',
  not_a_network: 'Il faut un réseau ou une adresse, par exemple 203.0.113.0/24 ou 2001:db8::/32.',
  not_an_origin: 'Il faut le protocole et l’hôte, sans chemin, par exemple https://www.acme.example.',
  not_a_url: 'Il faut une URL complète, par exemple https://www.acme.example/.',
  not_a_path: 'Il faut le chemin d’une page, sans ? ni #.',
  not_a_size: 'Il faut largeur x hauteur, par exemple 1440x900.',
  not_a_day: 'Il faut un jour qui existe, par exemple 2026-03-01.',
  not_a_day_or_instant:
    'Il faut un jour qui existe, ou une heure avec son décalage par rapport à UTC, par exemple 2026-03-01 ou 2026-03-01T08:00:00Z.',
  not_an_instant: 'Il faut une date et une heure qui existent, par exemple 2026-11-20T08:15:30Z.',
  no_time_of_day: 'L’heure manque. Envoyez par exemple 2026-11-20T08:15:30Z.',
  no_offset: 'Le décalage par rapport à UTC manque. Envoyez par exemple 2026-11-20T08:15:30Z.',
  no_column_in_braces:
    'Il faut des noms de colonnes entre accolades, par exemple customer-{CustomerID}@example.com.',
  not_an_entity_tag: 'Il faut * ou des étiquettes d’entité entre guillemets.',
  not_valid: 'Cette valeur n’a pas la bonne forme.',
  beyond_year_9999: 'La date doit précéder l’an 10000.',

  unknown_parameter: 'Ce paramètre n’existe pas. Paramètres de cet appel : {{known}}.',
  no_parameters: 'Cet appel ne prend aucun paramètre.',
  given_twice: 'À n’indiquer qu’une fois.',
  one_value_each: 'Indiquez une valeur à la fois, et répétez le paramètre.',
  plus_not_encoded: 'Dans une URL, le signe plus vaut une espace. Écrivez %2B.',
  not_from_here: 'Il faut la valeur que la réponse précédente a donnée.',
  other_filters: 'Cette valeur appartient à une autre requête. Recommencez sans elle.',
  no_such_entry: 'Cette entrée n’existe pas. Recommencez sans cette valeur.',
  end_not_after_start: 'La fin doit être postérieure au début.',
  last_before_first: 'Le dernier jour ne doit pas précéder le premier.',
  body_missing: 'Cet appel demande un corps. Envoyez-le avec son Content-Type.',
  body_unreadable: 'Le corps n’est pas du JSON lisible.',
  no_pages_of_a_stream:
    'Un flux n’a pas de pages. Omettez cette valeur pour obtenir toutes les lignes, ou demandez des pages avec format=json.',
  no_such_change:
    'Cette modification n’existe pas ici. L’installation a été restaurée à partir d’une sauvegarde, ou le numéro appartient à un autre contrat. Relisez tout à partir de 0, à la place de ce que vous avez.',
  body_not_utf8: 'Le corps n’est pas du texte en UTF-8.',
  body_ended_early:
    'Le corps s’est interrompu, ou n’est pas codé comme l’indique Content-Encoding. Renvoyez-le.',
  body_too_large:
    'Le corps dépasse {{limit, number}} octets une fois décompressé. Envoyez-le en plusieurs parties.',
  window_too_large:
    'La décompression demande une fenêtre de plus de 8 Mio. Compressez sans --long ni --ultra.',
  content_type_not_accepted:
    'Ce type de contenu n’est pas accepté ici. Envoyez l’un de ceux-ci : {{allowed}}.',
  encoding_not_accepted:
    'Ce codage n’est pas accepté. Envoyez le corps tel quel, ou dans l’un de ces codages : {{allowed}}.',
  method_not_accepted: 'Cette adresse n’accepte pas cette méthode. Méthodes possibles : {{allowed}}.',
  zero_in_address: 'Une adresse ne peut pas contenir %00.',
  range_outside_file: 'Le fichier est plus court. Demandez une plage comprise dans le fichier.',
  another_file: 'Le fichier n’est pas celui que cet en-tête désigne. Redemandez-le sans cet en-tête.',
  key_of_another_request:
    'Cette clé a servi à une autre requête. Prenez une nouvelle clé pour un nouvel export.',
  caller_gone: 'L’appelant est parti ; le travail a été arrêté.',

  not_signed_in: 'Vous n’êtes pas connecté, ou votre session est terminée. Connectez-vous.',
  wrong_password: 'L’adresse e-mail ou le mot de passe est incorrect.',
  wrong_current_password: 'Ce n’est pas votre mot de passe actuel.',
  wrong_code: 'Le code est incorrect ou a déjà servi. Attendez le suivant.',
  wrong_first_code:
    'Le code est incorrect. Vérifiez que l’horloge de votre appareil est à l’heure, puis saisissez le code suivant.',
  sign_in_ended:
    'La connexion a pris trop de temps, ou trop de codes étaient faux. Recommencez avec votre mot de passe.',
  too_many_sign_ins:
    'Trop de connexions échouées. Réessayez dans {{seconds, number}} s, utilisez un appareil sur lequel vous vous êtes déjà connecté, ou demandez un lien pour un nouveau mot de passe.',
  too_many_requests: 'Trop de requêtes. Réessayez dans {{seconds, number}} s.',
  busy: 'Trop de connexions en ce moment. Réessayez dans quelques secondes.',
  password_not_plain_text: 'Il contient des caractères que l’on ne peut pas saisir partout.',
  password_few_characters: 'Il a trop peu de caractères différents.',
  password_repeated: 'Il se répète.',
  password_common: 'Beaucoup de gens utilisent ce mot de passe ; il est donc essayé en premier.',
  password_sequences: 'Il n’est fait que de mots courants et de suites.',
  password_names: 'Ce n’est guère plus que le nom d’un compte, d’une personne ou d’un contrat.',
  password_easy_to_guess: 'Il est facile à deviner. Ajoutez un mot sans rapport avec le reste.',
  password_like_generated: 'Il ressemble à un mot de passe généré. Choisissez un autre début.',
  password_in_use: 'Ce mot de passe fonctionne déjà. Choisissez-en un autre.',
  new_password_needed:
    'Personne n’a encore prouvé que cette adresse est la vôtre. Choisissez un nouveau mot de passe : la personne qui a créé le compte connaît peut-être l’ancien.',
  no_second_factor: 'Vous n’avez pas de second facteur.',
  no_second_factor_begun:
    'La configuration du second facteur n’a pas été commencée, ou est terminée. Recommencez.',
  second_factor_needed:
    'Ce contrat est réservé aux utilisateurs qui ont un second facteur. Configurez-en un dans votre compte.',
  no_mail_here:
    'Cette installation n’envoie pas d’e-mails. Demandez à son exploitant un lien pour un nouveau mot de passe.',
  link_ended: 'Ce lien ne fonctionne plus. Demandez-en un nouveau.',
  set_up_link_ended:
    'Ce lien ne fonctionne plus. Chaque démarrage du serveur en affiche un nouveau, tant qu’il n’y a pas d’utilisateur.',
  invitation_ended:
    'Cette invitation ne fonctionne plus. Demandez-en une nouvelle à la personne qui vous a invité.',
  invitation_not_yours:
    'Cette invitation est destinée à une autre adresse. Connectez-vous avec l’adresse invitée.',
  has_account: 'Cette adresse a déjà un compte. Connectez-vous avec elle, puis rejoignez le contrat.',
  first_contract_needed: 'Il n’y a pas encore de contrat. Donnez un nom au premier.',

  token_needed: 'Cet appel demande un jeton. Envoyez un jeton Bearer obtenu par POST /oauth/token.',
  token_or_basic_needed:
    'Cet appel demande une authentification. Envoyez un jeton Bearer obtenu par POST /oauth/token, ou l’identifiant client et le mot de passe par HTTP Basic.',
  token_not_valid: 'Le jeton est inconnu, expiré ou révoqué. Demandez-en un nouveau par POST /oauth/token.',
  wrong_client:
    'L’identifiant client ou le mot de passe est incorrect, ou le compte de service n’est pas en service.',
  too_many_failures:
    'Trop de connexions échouées depuis cette adresse. Réessayez dans {{seconds, number}} s.',
  network_not_allowed:
    'Le compte de service ne peut pas être utilisé depuis {{address}}. Un administrateur du contrat peut ajouter le réseau.',
  scope_missing:
    'Ce compte de service n’a pas le droit {{scope}}. Un administrateur du contrat peut l’ajouter.',
  segments_changed: 'Les segments de ce compte de service ont été modifiés pendant l’appel. Recommencez.',
  service_accounts_only: 'Cet appel est réservé aux comptes de service.',
  signed_in_only: 'Cet appel est réservé aux personnes connectées.',
  foreign_page:
    'Les modifications ne sont acceptées que depuis les pages de cette installation. Si c’en est une, prévenez l’exploitant : PUBLIC_URL doit être l’adresse que les utilisateurs emploient.',
  secret_in_url:
    'Cette valeur se place dans le corps, jamais dans l’URL. Un mot de passe passé par une URL est connu : régénérez-le.',
  credentials_missing:
    'Les identifiants manquent. Envoyez l’identifiant client et le mot de passe par HTTP Basic, ou comme client_id et client_secret dans le corps.',
  not_basic:
    'L’en-tête Authorization n’est pas du HTTP Basic. Envoyez l’identifiant client et le mot de passe par HTTP Basic, ou comme client_id et client_secret dans le corps.',
  credentials_twice:
    'Les identifiants se placent dans l’en-tête Authorization ou dans le corps, pas dans les deux.',
  another_client: 'Ce n’est pas l’identifiant client de l’en-tête Authorization. Omettez-le.',
  scopes_not_held: 'Le compte de service n’a pas tous ces droits. Demandez-en parmi : {{held}}.',

  role_too_low: 'Votre rôle dans ce contrat ne le permet pas. Rôles qui le permettent : {{roles}}.',
  operator_only: 'Seul l’exploitant de l’installation peut le modifier. Adressez-vous à lui.',
  account_administrator_only: 'Seul un administrateur du compte peut le modifier.',
  last_administrator: 'C’est le seul administrateur du compte de ce contrat. Nommez-en d’abord un autre.',

  no_such_contract: 'Il n’y a pas de tel contrat ici.',
  no_such_member: 'Il n’y a pas de tel utilisateur dans ce contrat.',
  no_such_invitation: 'Il n’y a pas de telle invitation dans ce contrat.',
  no_such_service_account: 'Il n’y a pas de tel compte de service dans ce contrat.',
  no_such_password: 'Le compte de service n’a pas de tel mot de passe en service.',
  no_such_session: 'Vous n’avez pas de telle session.',
  no_such_site: 'Le contrat n’a pas de tel site.',
  no_such_person: 'Personne n’est connu ainsi dans ce contrat.',
  no_such_erasure: 'Personne n’a été effacé sous cet identifiant dans ce contrat.',
  feature_off: 'Cette fonction n’est pas activée pour le contrat. Adressez-vous à l’exploitant.',
  address_taken: 'Un utilisateur a déjà cette adresse.',
  member_already: 'Cette adresse est déjà celle d’un utilisateur du contrat. Changez son rôle.',
  invited_already: 'Cette adresse est déjà invitée. Renvoyez cette invitation, ou supprimez-la.',
  too_many_invitations: 'Trop d’invitations sont en attente dans ce contrat. Supprimez-en d’abord.',
  invitation_just_sent: 'Cette invitation vient d’être envoyée. Laissez à l’e-mail une minute pour arriver.',
  too_many_support_requests:
    'Vous avez envoyé beaucoup de demandes d’assistance. Attendez une heure avant la prochaine.',
  name_taken: 'Un autre compte de service du contrat porte ce nom. Choisissez-en un autre.',
  too_many_service_accounts:
    'Un contrat a au plus {{limit, number}} comptes de service. Supprimez-en d’abord.',
  in_the_past: 'Ce jour est passé. Pour arrêter le compte maintenant, désactivez-le.',
  overlap_promised:
    'Un mot de passe précédent fonctionne encore jusqu’au {{until}}, comme promis. Attendez jusque-là, ou mettez-y fin maintenant.',
  changed_meanwhile: 'Quelqu’un a modifié cela entre-temps. Relisez, puis décidez.',
  id_taken_for_good: 'Un événement dont l’identifiant appartient à un autre reste refusé.',

  nothing_here: 'Il n’y a rien à cette adresse. L’API est décrite sous /api/docs.',
  no_such_file: 'Ce fichier n’existe pas. Rechargez la page.',
  no_such_export: 'Cet export n’existe pas ici.',
  no_such_import: 'Cet import n’existe pas dans ce contrat.',
  no_such_key: 'Cette clé n’existe pas, ou elle est désactivée.',
  no_origin: 'Les événements ne sont acceptés que depuis des pages, qui indiquent leur origine.',
  origin_not_allowed:
    'Les pages de cette origine ne peuvent pas envoyer d’événements avec cette clé. Un administrateur peut l’ajouter aux origines du site.',
  file_not_ready: 'Le fichier n’est pas prêt. Interrogez l’export jusqu’à ce que son état soit done.',
  file_gone: 'Le fichier n’existe plus. Demandez un nouvel export.',
  withdrawn_since:
    'Une personne de ce fichier a retiré son accord depuis sa création. Demandez un nouvel export.',
  erased_since: 'Une personne de ce fichier a été effacée depuis sa création. Demandez un nouvel export.',
  fewer_segments_since:
    'Ce fichier date d’un moment où le compte voyait plus de segments. Demandez un nouvel export.',
  domains_excluded_since:
    'Des domaines e-mail ont été exclus depuis la création de ce fichier. Demandez un nouvel export.',
  kept_shorter_since:
    'La durée de conservation a été réduite depuis la création de ce fichier. Demandez un nouvel export.',
  data_removed_since:
    'Des données arrivées à échéance ont été supprimées depuis la création de ce fichier. Demandez un nouvel export.',
  import_undone_since: 'Un import a été annulé depuis la création de ce fichier. Demandez un nouvel export.',
  too_many_exports:
    'Ce compte a {{limit, number}} exports en cours. Attendez la fin de l’un d’eux, ou annulez-le.',
  too_many_streams:
    'Trop de flux de ce compte ou de son contrat sont en cours. Lisez-en un jusqu’au bout, demandez des pages ou un export.',
  streams_taken: 'Le serveur envoie déjà autant de flux qu’il le peut. Réessayez dans quelques secondes.',
  too_many_rows_waiting:
    'Trop de lignes de ce compte ou de son contrat attendent d’être lues. Lisez chaque réponse avant de demander la suivante.',
  too_many_questions: 'Trop de questions de ce contrat attendent une réponse. Posez-en moins à la fois.',
  no_such_column: 'Le fichier n’a pas cette colonne. Il a : {{columns}}.',
  column_repeated: 'Le fichier a {{times, number}} colonnes de ce nom. Renommez-les toutes sauf une.',
  no_such_sheet: 'Le classeur n’a pas cette feuille. Il a : {{sheets}}.',
  another_delimiter:
    'La première ligne du fichier indique un séparateur inhabituel. Indiquez ici le caractère qui sépare les cellules.',
  time_zone_needed: 'Les heures du fichier n’indiquent pas de fuseau. Indiquez-le, par exemple Europe/Paris.',
  not_a_time_format: 'Il faut un modèle d’heure, par exemple dd.MM.yyyy HH:mm, ou unix ou unix_ms.',
  mapping_needed:
    'Les fichiers de ce type demandent une correspondance : seul le NDJSON peut contenir des événements tels quels.',
  file_unreadable:
    'Le fichier ne peut pas être lu jusqu’au bout. Enregistrez-le à nouveau dans son programme, ou en CSV UTF-8.',

  our_fault:
    'L’erreur vient de nous. Réessayez ; si elle persiste, donnez l’identifiant de la requête à l’exploitant.',
  not_now: 'Le serveur ne peut pas le faire maintenant. Rien n’est perdu ; réessayez dans quelques secondes.',
  data_damaged:
    'Des données enregistrées sont illisibles. Réessayer ne sert à rien ; prévenez l’exploitant, à qui ./catalytics doctor indique que faire.',
  disk_full:
    'Le disque du serveur est plein. Les événements seront de nouveau acceptés dès que l’exploitant aura fait de la place.',
  too_many_events_arrive:
    'Il arrive plus d’événements qu’on ne peut en enregistrer. Renvoyez-les un peu plus tard.',
  sealed_with_another_key:
    'Les données enregistrées ont été chiffrées avec une autre SECRET_KEY. L’exploitant doit la rétablir.',
}
