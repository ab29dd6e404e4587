import type { Generated, Insertable } from 'kysely'
import type {
  InvitationsTable,
  MembershipsTable,
  PasswordLinksTable,
  RecoveryCodesTable,
  ServiceAccountsTable,
  ServicePasswordsTable,
  ServiceUsageTable,
  SessionsTable,
  SetUpLinksTable,
  SignInOriginsTable,
  SignInTicketsTable,
  TokensTable,
  UsersTable,
} from './schema-callers.ts'

/*
 * The directory store: who and what. Instants are epoch milliseconds (UTC) in columns that end in `_at`; booleans are
 * 0 or 1; JSON is text. All three read the same on SQLite and on PostgreSQL. `contract` is the contract's number.
 */

export type ContractsTable = {
  /** Dense number, the `contract` of all other tables and of the event store; never shown. */
  readonly number: Generated<number>
  readonly id: string
  readonly name: string
  readonly time_zone: string
  /** What happens at the first sight of a catalog, network or site: `create` or `reject`. */
  readonly unknown_segments: string
  /** JSON array of the features that are switched on. */
  readonly features: string
  /** JSON array of e-mail domains whose people are events, not leads. */
  readonly excluded_domains: string
  /** Null: actions are kept for ever. */
  readonly retention_months: number | null
  /** Secret prefix of content hashes, so that a hash says nothing about the content. */
  readonly hash_salt: string
  /** Only somebody with a second factor may use it. */
  readonly second_factor_required: Generated<number>
  readonly created_at: number
}

/** One row: which installation this is. The event store knows it too. */
export type InstallationTable = {
  readonly id: string
  /** Id of the key with which the operator goes on though the one before is lost; null where none was. */
  readonly accepted_key: Generated<string | null>
}

/** The last narrowing of each cause: from it on, less of a contract may leave than before. */
export type NarrowingsTable = {
  readonly contract: number
  readonly cause: string
  /** Larger than that of every earlier one of the contract. */
  readonly number: number
}

export type SegmentsTable = {
  readonly contract: number
  readonly kind: string
  readonly key: string
  readonly name: string
  readonly created_at: number
}

/** How the pages of a site send events. */
export type SiteKeysTable = {
  readonly contract: number
  /** `key` of the segment of kind `site`. */
  readonly site: string
  readonly public_key: string
  /** JSON array of origins. */
  readonly origins: string
  readonly enabled: number
  readonly last_event_at: number | null
}

/** Numbers in (after, through] that no change has: a restore passed over them. */
export type SequenceGapsTable = {
  readonly contract: number
  readonly after: number
  readonly through: number
}

export type SequencesTable = {
  readonly contract: number
  /** The highest number given out so far; nothing says yet that it was stored. */
  readonly reserved: number
  /** The highest person number given out so far. */
  readonly people: number
  /** Which process wrote last: another one must first find out how that write ended. */
  readonly writer: string
}

/** Groups that are durable and of which the event store may not know yet. */
export type JournalTable = {
  readonly contract: number
  readonly first_seq: number
  readonly last_seq: number
  /** The rows for the event store, one JSON array a line. */
  readonly lines: string
  /** JSON array of the numbers of people whose stored rows are to be blanked first. */
  readonly erased: string
  readonly recorded_at: number
}

/** What the event store must hold of a contract: less is damage. */
export type EventCountsTable = {
  readonly contract: number
  /** The highest number that could be seen. */
  readonly last_seq: number
  readonly rows: number
  /** How many of `rows` a removal that has not been seen to end may have taken away. */
  readonly removing: number
}

export type PeopleTable = {
  readonly contract: number
  readonly number: number
  readonly lead_id: string
  /** Trimmed, lower case; unique in the contract. */
  readonly email: string
  /** JSON: field -> { value, at } with the time that decides which of two writers wins. */
  readonly profile: string
  readonly consent: number
  readonly consent_decided_at: number | null
  readonly consent_text: string | null
  /** First CAD download or document opening: what makes a new user. */
  readonly first_use_at: number | null
  readonly first_use_id: string | null
  /** The profile's country, else the latest event's. */
  readonly country: string
  /** The country changed after the first event: events carry an older one. */
  readonly moved: number
  readonly created_at: number
  /** Drawn anew with each change of the row. */
  readonly version: number
}

export type ErasedPeopleTable = {
  readonly contract: number
  readonly number: number
  readonly lead_id: string
  readonly erased_at: number
  /** Number of the person that this one was merged into: two spellings of one address. Null: was erased. */
  readonly merged_into: number | null
  /** JSON array of the deliveries that held this person; null while the erase job is at work. */
  readonly deliveries: string | null
}

/** Addresses whose owners were erased: an older consent of theirs counts no more. */
export type ErasedAddressesTable = {
  readonly contract: number
  /** Keyed with the installation's secret key, so that it says nothing of the address. */
  readonly hash: string
  /** Tells the key by which the hash was made. */
  readonly key_id: string
  readonly until_at: number
}

/** People whose address another one has too, in another spelling: to be merged at the next start. */
export type PeopleTwinsTable = {
  readonly contract: number
  readonly number: number
  readonly into_number: number
}

export type QuoteMessagesTable = {
  readonly contract: number
  readonly event_id: string
  readonly person: number
  readonly message: string
}

export type QuarantineTable = {
  readonly id: string
  readonly contract: number
  readonly received_at: number
  readonly reason: string
  readonly detail: string
  /** The event as it was sent (JSON text, cut at 8,000 characters). */
  readonly event: string
  /** The e-mail in it, where there is one, so that erasing a person reaches the quarantine. */
  readonly email: string | null
  readonly source: string
}

/** Rows are added and never changed: see activity-chain.ts. */
export type ActivityTable = {
  readonly id: string
  readonly contract: number
  /** Place in the contract's log, from 1 without a gap. */
  readonly number: number
  readonly at: number
  readonly type: string
  /** `operator`, `service_account`, `user`, `system` or `unknown`. */
  readonly actor_kind: string
  readonly actor: string
  /** E-mail of the user or name of the service account, as it was then. */
  readonly actor_name: string | null
  /** Role of the user in the contract, as it was then. */
  readonly role: string | null
  readonly address: string | null
  /** JSON object. No personal data of leads, no secrets. */
  readonly details: string
  /** SHA-256 over the entry before and this one. */
  readonly hash: string
  /** What it changed, as `service-accounts/ID`; not sealed. Null: nothing that has versions, or older than they are. */
  readonly subject: string | null
}

/** The end of each contract's log, so that a cut-off one is noticed; its row is the lock of whoever writes. */
export type ActivityHeadsTable = {
  readonly contract: number
  readonly number: number
  readonly hash: string
}

export type DeliveriesTable = {
  readonly id: string
  readonly contract: number
  readonly at: number
  /** `api`, `changes`, `export` or `person`. */
  readonly road: string
  readonly actor: string
  /** JSON of the filter as it was asked. */
  readonly filter: string
  readonly from_seq: number
  readonly to_seq: number
  readonly rows: number
  readonly sha256: string | null
}

export type LeadExportsTable = {
  readonly id: string
  readonly contract: number
  readonly actor: string
  readonly request: string
  /** JSON array: the service account's segment lock when the export was asked for. */
  readonly segment_lock: string
  readonly status: string
  readonly progress: number
  readonly rows: number | null
  readonly bytes: number | null
  readonly sha256: string | null
  readonly from_seq: number | null
  readonly to_seq: number | null
  readonly error: string | null
  readonly created_at: number
  readonly finished_at: number | null
  readonly expires_at: number | null
  /** The number of the contract's last narrowing before what is in the file was chosen; null while nothing was. */
  readonly narrowing: number | null
}

export type IdempotencyTable = {
  readonly contract: number
  readonly actor: string
  readonly key: string
  readonly request_hash: string
  readonly resource: string
  readonly created_at: number
}

export type JobsTable = {
  readonly id: string
  readonly kind: string
  /** Unique per kind: the same slot from two processes is one job. */
  readonly key: string
  /** Whose turn it uses up; empty for nobody's. */
  readonly turn: string
  readonly input: string
  readonly run_at: number
  readonly lease_until: number
  readonly attempts: number
}

/** When those whose jobs share workers were served last. */
export type JobTurnsTable = {
  readonly lane: string
  readonly turn: string
  readonly served_at: number
}

export type MailsTable = {
  readonly id: string
  /** What it is for: `password_reset`, `invitation` ... */
  readonly kind: string
  /** `queued`, `sent` or `failed`. */
  readonly state: string
  readonly attempts: number
  /** JSON, sealed for `id`: recipient, language, subject and both texts; null once the mail is done. */
  readonly content: string | null
  /** What the mail server said last, without addresses. */
  readonly answer: string | null
  readonly created_at: number
  readonly until_at: number
  readonly done_at: number | null
}

export type ImportsTable = {
  readonly id: string
  readonly contract: number
  readonly file_name: string
  readonly file_sha256: string
  readonly status: string
  readonly answer: string
  readonly created_at: number
  readonly finished_at: number | null
}

export type SupportRequestsTable = {
  readonly id: string
  readonly user: string
  /** Null: about no contract. */
  readonly contract: number | null
  readonly category: string
  readonly message: string
  /** JSON object as the user has read it. */
  readonly diagnostics: string | null
  readonly created_at: number
  /** The id in `mails`; null where it only waits in the list. */
  readonly mail: string | null
}

export type Tables = {
  readonly contracts: ContractsTable
  readonly installation: InstallationTable
  readonly narrowings: NarrowingsTable
  readonly segments: SegmentsTable
  readonly site_keys: SiteKeysTable
  readonly sequences: SequencesTable
  readonly sequence_gaps: SequenceGapsTable
  readonly journal: JournalTable
  readonly event_counts: EventCountsTable
  readonly people: PeopleTable
  readonly erased_people: ErasedPeopleTable
  readonly people_twins: PeopleTwinsTable
  readonly erased_addresses: ErasedAddressesTable
  readonly quote_messages: QuoteMessagesTable
  readonly quarantine: QuarantineTable
  readonly service_accounts: ServiceAccountsTable
  readonly service_passwords: ServicePasswordsTable
  readonly service_usage: ServiceUsageTable
  readonly tokens: TokensTable
  readonly activity: ActivityTable
  readonly activity_heads: ActivityHeadsTable
  readonly deliveries: DeliveriesTable
  readonly lead_exports: LeadExportsTable
  readonly idempotency: IdempotencyTable
  readonly jobs: JobsTable
  readonly job_turns: JobTurnsTable
  readonly imports: ImportsTable
  readonly mails: MailsTable
  readonly users: UsersTable
  readonly sessions: SessionsTable
  readonly sign_in_origins: SignInOriginsTable
  readonly password_links: PasswordLinksTable
  readonly recovery_codes: RecoveryCodesTable
  readonly sign_in_tickets: SignInTicketsTable
  readonly set_up_links: SetUpLinksTable
  readonly memberships: MembershipsTable
  readonly invitations: InvitationsTable
  readonly support_requests: SupportRequestsTable
}

export type NewPerson = Insertable<PeopleTable>
