/** What the rules of `architecture.ts` allow by name. An entry that nothing needs any more fails the check. */
export type Allowed = {
  /** For each room, the rooms whose front door it opens. */
  readonly roomEdges: Readonly<Record<string, readonly string[]>>
  /** Exported functions of a store (`path#name`) that do not take a database and a contract first, and why not. */
  readonly storeFunctions: Readonly<Record<string, string>>
  /** How many files a room has at most, tests aside; and those that have more until they are split, with their number. */
  readonly roomFiles: { readonly most: number; readonly larger: Readonly<Record<string, number>> }
}

const allContracts = 'it goes over all contracts, for the operator or for upkeep'
const aboveContracts = 'a user stands above contracts: a membership binds them to one'
const credential = 'the credential tells the contract, not the other way round'

export const allowed: Allowed = {
  roomEdges: {
    accounts: ['activity', 'contracts', 'credentials', 'members', 'users'],
    contracts: ['activity'],
    credentials: ['activity', 'contracts', 'members', 'users'],
    deliveries: ['people'],
    exports: ['activity', 'contracts', 'deliveries', 'lead-rows', 'leads', 'members'],
    help: ['activity', 'contracts', 'members'],
    imports: ['activity', 'contracts', 'people'],
    ingest: ['contracts', 'people', 'quarantine'],
    'lead-rows': ['contracts', 'people'],
    leads: ['contracts', 'deliveries', 'lead-rows', 'people'],
    members: ['activity', 'contracts'],
    oauth: ['activity', 'service-accounts'],
    people: ['activity', 'contracts'],
    quarantine: ['activity', 'contracts'],
    retention: ['activity', 'contracts', 'people', 'quarantine'],
    'service-accounts': ['activity', 'contracts', 'leads'],
    users: ['activity', 'members'],
  },
  roomFiles: {
    most: 16,
    larger: {},
  },
  storeFunctions: {
    'server/src/features/users/users.sessions.store.ts#deleteSessionsOf': aboveContracts,
    'server/src/features/users/users.sessions.store.ts#sessionsOf': aboveContracts,
    'server/src/features/users/users.store.ts#updateUser': aboveContracts,
    'server/src/features/users/users.store.ts#updatePassword': aboveContracts,
    'server/src/features/users/users.origins.store.ts#knownOrigins': aboveContracts,
    'server/src/features/users/users.origins.store.ts#rememberOrigins': aboveContracts,
    'server/src/features/users/users.origins.store.ts#deleteOriginsOf': aboveContracts,
    'server/src/features/credentials/credentials.resets.store.ts#insertLink': aboveContracts,
    'server/src/features/credentials/credentials.resets.store.ts#findLink': aboveContracts,
    'server/src/features/credentials/credentials.resets.store.ts#deleteLink': aboveContracts,
    'server/src/features/credentials/credentials.resets.store.ts#deleteLinksOf': aboveContracts,
    'server/src/features/credentials/credentials.resets.store.ts#deleteExpiredLinks': aboveContracts,
    'server/src/features/users/users.store.ts#setPendingSecret': aboveContracts,
    'server/src/features/users/users.store.ts#confirmSecret': aboveContracts,
    'server/src/features/users/users.store.ts#clearSecret': aboveContracts,
    'server/src/features/credentials/credentials.second-factor.store.ts#deleteCodesOf': aboveContracts,
    'server/src/features/users/users.store.ts#takeStep': aboveContracts,
    'server/src/features/credentials/credentials.second-factor.store.ts#replaceCodes': aboveContracts,
    'server/src/features/credentials/credentials.second-factor.store.ts#takeCode': aboveContracts,
    'server/src/features/credentials/credentials.second-factor.store.ts#insertTicket': aboveContracts,
    'server/src/features/credentials/credentials.second-factor.store.ts#tryTicket': aboveContracts,
    'server/src/features/credentials/credentials.second-factor.store.ts#deleteTicket': aboveContracts,
    'server/src/features/users/users.sessions.store.ts#deleteEndedSessions': aboveContracts,
    'server/src/features/users/users.sessions.store.ts#deleteSession': aboveContracts,
    'server/src/features/users/users.sessions.store.ts#insertSession': aboveContracts,
    'server/src/features/users/users.sessions.store.ts#sessionByHash': aboveContracts,
    'server/src/features/users/users.sessions.store.ts#touchSession': aboveContracts,
    'server/src/features/users/users.store.ts#holdPassword': aboveContracts,
    'server/src/features/users/users.store.ts#proveEmail': aboveContracts,
    'server/src/features/credentials/credentials.second-factor.store.ts#deleteTicketsOf': aboveContracts,
    'server/src/features/users/users.store.ts#allUsers': aboveContracts,
    'server/src/features/users/users.store.ts#hasUsers': aboveContracts,
    'server/src/features/users/users.store.ts#lockUser': aboveContracts,
    'server/src/features/users/users.store.ts#insertUser': aboveContracts,
    'server/src/features/accounts/accounts.set-up.store.ts#isSetUpLink': aboveContracts,
    'server/src/features/accounts/accounts.set-up.store.ts#removeSetUpLink': aboveContracts,
    'server/src/features/accounts/accounts.set-up.store.ts#replaceSetUpLink': aboveContracts,
    'server/src/features/users/users.store.ts#userByEmail': aboveContracts,
    'server/src/features/users/users.store.ts#userById': aboveContracts,
    'server/src/features/contracts/contracts.store.ts#allContracts': allContracts,
    'server/src/features/contracts/contracts.sites.store.ts#siteByPublicKey': credential,
    'server/src/features/help/help.store.ts#allRequests': allContracts,
    'server/src/features/help/help.store.ts#countRequests': aboveContracts,
    'server/src/features/help/help.store.ts#deleteRequest': allContracts,
    'server/src/features/help/help.store.ts#deleteRequestsBefore': allContracts,
    'server/src/features/exports/exports.store.ts#expiredExports': allContracts,
    'server/src/features/exports/exports.store.ts#removeKeysBefore': allContracts,
    'server/src/features/members/members.store.ts#membershipsOf': aboveContracts,
    'server/src/features/members/members.invitations.store.ts#openInvitationByHash': credential,
    'server/src/features/service-accounts/service-accounts.tokens.store.ts#deleteExpiredTokens': allContracts,
    'server/src/features/service-accounts/service-accounts.tokens.store.ts#holderByClientId': credential,
    'server/src/features/service-accounts/service-accounts.tokens.store.ts#tokenByHash': credential,
  },
}
