/**
 * Why something is refused, and what to do: whole sentences, which stand alone or after the name of a field. What is
 * written here is the closed list of reasons; values are limits, names from lists and times, never what was sent.
 */
export const reasons = {
  // What is wrong with a value.
  missing: 'A value is needed here.',
  not_a_text: 'It must be a text.',
  not_a_number: 'It must be a number.',
  not_a_whole_number: 'It must be a whole number.',
  not_yes_or_no: 'It must be true or false.',
  not_a_list: 'It must be a list.',
  not_an_object: 'It must be an object with named fields.',
  too_long: 'It may have at most {{limit, number}} characters.',
  too_short: 'It must have at least {{limit, number}} characters.',
  too_many: 'There may be at most {{limit, number}} entries.',
  too_few: 'There must be at least {{limit, number}} entries.',
  none_chosen: 'Choose at least one.',
  too_large: 'It may be at most {{limit, number}}.',
  too_small: 'It must be at least {{limit, number}}.',
  not_above: 'It must be more than {{limit, number}}.',
  not_below: 'It must be less than {{limit, number}}.',
  not_between: 'It must be from {{least, number}} to {{most, number}}.',
  not_in_list: 'It must be one of: {{allowed}}.',
  unknown_field: 'There is no such field here.',
  only_with: 'It goes with {{names}} only.',
  exactly_one_of: 'Exactly one of these is needed: {{names}}.',
  either_or: 'Give either {{first}} or {{second}}, not both.',
  not_plain_text: 'It has characters that cannot be shown, such as control characters. Type it again.',
  not_an_email: 'It must be an e-mail address, such as ann@acme.example.',
  not_a_domain: 'It must be a domain, such as acme.example.',
  not_a_country: 'It must be a country code of two capital letters (ISO 3166-1), such as DE.',
  not_a_time_zone: 'It must be a time zone (IANA), such as Europe/Paris.',
  not_a_language: 'It must be a language tag (BCP 47), such as en or de-AT.',
  not_a_segment: 'It must be catalog:KEY, site:KEY or network:KEY, such as catalog:bearings.',
  not_one_segment: 'It must be one segment. Give each segment as an entry of its own.',
  not_an_id_of_ours:
    'It must be {{prefix}} and {{characters, number}} letters or digits, such as {{sample}}.',
  not_an_id: 'It must be an id as the lists of this installation show it.',
  not_a_network: 'It must be a network or an address, such as 203.0.113.0/24 or 2001:db8::/32.',
  not_an_origin: 'It must be scheme and host without a path, such as https://www.acme.example.',
  not_a_url: 'It must be a whole URL, such as https://www.acme.example/.',
  not_a_path: 'It must be the path of a page, without ? and #.',
  not_a_size: 'It must be width x height, such as 1440x900.',
  not_a_day: 'It must be a day that exists, such as 2026-03-01.',
  not_a_day_or_instant:
    'It must be a day that exists, or a time with its offset from UTC, such as 2026-03-01 or 2026-03-01T08:00:00Z.',
  not_an_instant: 'It must be a date and time that exist, such as 2026-11-20T08:15:30Z.',
  no_time_of_day: 'The time of day is missing. Send for example 2026-11-20T08:15:30Z.',
  no_offset: 'The offset from UTC is missing. Send for example 2026-11-20T08:15:30Z.',
  no_column_in_braces: 'It must name columns in braces, such as customer-{CustomerID}@example.com.',
  not_an_entity_tag: 'It must be * or entity tags in quotes.',
  not_valid: 'This value does not have the right form.',
  beyond_year_9999: 'It must lie before the year 10000.',

  // What is wrong with a query.
  unknown_parameter: 'There is no such parameter. This call takes: {{known}}.',
  no_parameters: 'This call takes no parameters.',
  given_twice: 'It may be given only once.',
  one_value_each: 'Give one value each time, and repeat the parameter.',
  plus_not_encoded: 'A plus sign in a URL stands for a space. Write it as %2B.',
  not_from_here: 'It must be the value that the answer before gave out.',
  other_filters: 'This value belongs to another query. Start again without it.',
  no_such_entry: 'There is no such entry. Start again without this value.',
  end_not_after_start: 'The end must lie after the start.',
  last_before_first: 'The last day must not lie before the first.',
  body_missing: 'This call needs a body. Send it with its Content-Type.',
  body_unreadable: 'The body cannot be read as JSON.',
  no_pages_of_a_stream:
    'A stream has no pages. Leave this out to get all rows, or ask for pages with format=json.',
  no_such_change:
    'There is no such change here. The installation was restored from a backup, or the number belongs to another contract. Read everything again from 0, in place of what you have.',
  body_not_utf8: 'The body is not UTF-8 text.',
  body_ended_early: 'The body ended early, or is not what Content-Encoding says. Send it again.',
  body_too_large: 'The body is larger than {{limit, number}} bytes, unpacked. Send it in smaller parts.',
  window_too_large: 'Unpacking this takes a window of more than 8 MiB. Compress without --long and --ultra.',
  content_type_not_accepted: 'This kind of content is not accepted here. Send one of: {{allowed}}.',
  encoding_not_accepted: 'This encoding is not accepted. Send the body as it is, or in one of: {{allowed}}.',
  method_not_accepted: 'This address cannot be called with this method. It takes: {{allowed}}.',
  zero_in_address: 'An address cannot contain %00.',
  range_outside_file: 'The file is shorter than that. Ask for a range inside it.',
  another_file: 'The file is not the one that this names. Ask for it again, without this header.',
  key_of_another_request: 'This key was used for another request. Use a new key for a new export.',
  caller_gone: 'The caller has gone; the work was stopped.',

  // Signing in, passwords, second factor.
  not_signed_in: 'You are not signed in, or your session has ended. Sign in.',
  wrong_password: 'The e-mail address or the password is wrong.',
  wrong_current_password: 'This is not your current password.',
  wrong_code: 'The code is wrong, or it was used already. Wait for the next one.',
  wrong_first_code:
    'The code is wrong. Check that the clock of your device is right, and type the next code.',
  sign_in_ended: 'The sign-in took too long, or had too many wrong codes. Start again with your password.',
  too_many_sign_ins:
    'Too many failed sign-ins. Try again in {{seconds, number}} s, use a device on which you have signed in before, or ask for a link to a new password.',
  too_many_requests: 'Too many requests. Try again in {{seconds, number}} s.',
  busy: 'Too many sign-ins at this moment. Try again in a few seconds.',
  password_not_plain_text: 'It has characters that cannot be typed everywhere.',
  password_few_characters: 'It has too few different characters.',
  password_repeated: 'It repeats itself.',
  password_common: 'Many people use this password, so it is tried first.',
  password_sequences: 'It is made of common words and sequences.',
  password_names: 'It is little more than the name of an account, a person or a contract.',
  password_easy_to_guess: 'It is easy to guess. Add a word that has nothing to do with the rest.',
  password_like_generated: 'It looks like a generated password. Choose another beginning.',
  password_in_use: 'This password works already. Choose another one.',
  new_password_needed:
    'Nobody has proved yet that this address is yours. Choose a new password: whoever made the account may know the old one.',
  no_second_factor: 'You have no second factor.',
  no_second_factor_begun: 'The set-up of the second factor was not started, or has ended. Start again.',
  second_factor_needed: 'This contract is only for users with a second factor. Set one up in your account.',
  no_mail_here: 'This installation sends no mail. Ask its operator for a link to a new password.',
  link_ended: 'This link no longer works. Ask for a new one.',
  set_up_link_ended:
    'This link no longer works. Each start of the server prints a new one, as long as there is no user.',
  invitation_ended: 'This invitation no longer works. Ask the person who invited you for a new one.',
  invitation_not_yours: 'This invitation is for another address. Sign in with the address that is invited.',
  has_account: 'This address has an account already. Sign in with it, then join.',
  first_contract_needed: 'There is no contract yet. Name the first one.',

  // Machines that sign in.
  token_needed: 'This call needs a token. Send a Bearer token from POST /oauth/token.',
  token_or_basic_needed:
    'This call needs credentials. Send a Bearer token from POST /oauth/token, or client id and password by HTTP Basic.',
  token_not_valid: 'The token is unknown, has expired or was revoked. Get a new one from POST /oauth/token.',
  wrong_client: 'The client id or the password is wrong, or the service account is not in use.',
  too_many_failures: 'Too many failed sign-ins from this address. Try again in {{seconds, number}} s.',
  network_not_allowed:
    'The service account may not be used from {{address}}. An administrator of the contract can add the network.',
  scope_missing:
    'This service account lacks the scope {{scope}}. An administrator of the contract can add it.',
  segments_changed: 'The segments of this service account were changed during the call. Call again.',
  service_accounts_only: 'This call is for service accounts.',
  signed_in_only: 'This call is for people who have signed in.',
  foreign_page:
    'Changes are accepted from pages of this installation only. If this is one, tell the operator: PUBLIC_URL must be the address that people use.',
  secret_in_url:
    'This belongs in the body, never in the URL. A password that was in a URL is known: regenerate it.',
  credentials_missing:
    'Credentials are missing. Send client id and password by HTTP Basic, or as client_id and client_secret in the body.',
  not_basic:
    'The Authorization header is not HTTP Basic. Send client id and password by HTTP Basic, or as client_id and client_secret in the body.',
  credentials_twice: 'Credentials come in the Authorization header or in the body, not in both.',
  another_client: 'This is not the client id of the Authorization header. Leave it out.',
  scopes_not_held: 'The service account does not have all of these scopes. Ask for some of: {{held}}.',

  // What a role or an account may do.
  role_too_low: 'Your role in this contract does not allow this. These roles may do it: {{roles}}.',
  operator_only: 'Only the operator of the installation can change this. Ask them.',
  account_administrator_only: 'Only an account administrator can change this.',
  last_administrator: 'This is the only account administrator of the contract. Appoint another one first.',

  // What is there already, or is not.
  no_such_contract: 'There is no such contract here.',
  no_such_member: 'There is no such user in this contract.',
  no_such_invitation: 'There is no such invitation in this contract.',
  no_such_service_account: 'There is no such service account in this contract.',
  no_such_password: 'The service account has no such password that works.',
  no_such_session: 'You have no such session.',
  no_such_site: 'The contract has no such site.',
  no_such_person: 'Nobody in this contract is known by that.',
  no_such_erasure: 'Nobody in this contract was erased under that id.',
  feature_off: 'This feature is not switched on for the contract. Ask the operator.',
  address_taken: 'There is a user with this address already.',
  member_already: 'This address is a user of the contract already. Change the role there.',
  invited_already: 'This address is invited already. Send that invitation again, or delete it.',
  too_many_invitations: 'Too many invitations are pending in this contract. Delete some first.',
  invitation_just_sent: 'This invitation has just been sent. Give the mail a minute to arrive.',
  too_many_support_requests: 'You have sent many support requests. Wait an hour before you send another one.',
  name_taken: 'Another service account of the contract has this name. Choose another name.',
  too_many_service_accounts: 'A contract has at most {{limit, number}} service accounts. Delete some first.',
  in_the_past: 'This day is over. To stop the account now, disable it.',
  overlap_promised:
    'An earlier password still works until {{until}}, as was promised. Wait until then, or end it now.',
  changed_meanwhile: 'Somebody has changed this meanwhile. Read it again, then decide.',
  id_taken_for_good: 'An event whose id belongs to another event stays refused.',

  // Leads, exports, imports, events.
  nothing_here: 'There is nothing at this address. The API is described at /api/docs.',
  no_such_file: 'There is no such file. Load the page again.',
  no_such_export: 'There is no such export here.',
  no_such_import: 'There is no such import in this contract.',
  no_such_key: 'There is no such key, or it is switched off.',
  no_origin: 'Events are accepted from pages only, which name their origin.',
  origin_not_allowed:
    'Pages of this origin may not send events with this key. An administrator can add it to the origins of the site.',
  file_not_ready: 'The file is not ready. Ask for the export until its status is done.',
  file_gone: 'The file is no longer there. Ask for a new export.',
  withdrawn_since:
    'Somebody in this file has withdrawn their consent since it was made. Ask for a new export.',
  erased_since: 'Somebody in this file was erased since it was made. Ask for a new export.',
  fewer_segments_since:
    'This file was made when the account saw more segments than it does now. Ask for a new export.',
  domains_excluded_since: 'E-mail domains were excluded since this file was made. Ask for a new export.',
  kept_shorter_since:
    'It was decided to keep data for a shorter time since this file was made. Ask for a new export.',
  data_removed_since: 'Data whose time was over were removed since this file was made. Ask for a new export.',
  import_undone_since: 'An import was taken back since this file was made. Ask for a new export.',
  too_many_exports: 'This account has {{limit, number}} exports under way. Wait for one, or cancel it.',
  too_many_streams:
    'Too many streams of this account or its contract are under way. Read one to its end, ask for pages, or for an export.',
  streams_taken: 'As many streams as this server sends at once are under way. Try again in a few seconds.',
  too_many_rows_waiting:
    'Too many rows of this account or its contract are waiting to be read. Read each answer before you ask for the next.',
  too_many_questions: 'Too many questions of this contract are waiting for an answer. Ask fewer at a time.',
  no_such_column: 'The file has no such column. It has: {{columns}}.',
  column_repeated: 'The file has {{times, number}} columns of this name. Rename all but one.',
  no_such_sheet: 'The workbook has no such sheet. It has: {{sheets}}.',
  another_delimiter:
    'The first line of the file names an unusual separator. Name here the character that separates its cells.',
  time_zone_needed: 'The times of the file name no time zone. Say which it is, such as Europe/Paris.',
  not_a_time_format: 'It must be a pattern of times, such as dd.MM.yyyy HH:mm, or unix or unix_ms.',
  mapping_needed: 'Only NDJSON can hold events as they are; every other file needs a mapping.',
  file_unreadable: 'The file cannot be read to its end. Save it anew in its program, or as CSV in UTF-8.',

  // What is no fault of the caller.
  our_fault: 'The fault is ours. Try again; if it stays, tell the operator the request id.',
  not_now: 'The server cannot do this now. Nothing was lost; try again in a few seconds.',
  data_damaged:
    'Stored data cannot be read. Trying again does not help; tell the operator, who sees with ./catalytics doctor what to do.',
  disk_full:
    'The disk of the server is full. Events are accepted again as soon as the operator has made room.',
  too_many_events_arrive: 'More events arrive than can be stored. Send them again a little later.',
  sealed_with_another_key:
    'What is stored was sealed with another SECRET_KEY. The operator must set it back.',
} as const
