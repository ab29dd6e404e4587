/** What the rules of `architecture.ts` allow by name. An entry that nothing needs any more fails the check. */
export type Allowed = {
  /** For each room, the rooms whose front door it opens. */
  readonly roomEdges: Readonly<Record<string, readonly string[]>>
  /** Exported functions of a store (`path#name`) that do not take a database and a contract first, and why not. */
  readonly storeFunctions: Readonly<Record<string, string>>
}

const noDatabase = 'it makes or reads texts and rows; no database'
const allContracts = 'it goes over all contracts, for the operator or for upkeep'
const credential = 'the credential tells the contract, not the other way round'

export const allowed: Allowed = {
  roomEdges: {
    contracts: ['activity'],
    ingest: ['activity', 'contracts', 'people'],
    leads: ['activity', 'contracts', 'people'],
    people: ['activity', 'contracts'],
    'service-accounts': ['activity', 'contracts'],
  },
  storeFunctions: {
    'server/src/features/contracts/contracts.store.ts#allContracts': allContracts,
    'server/src/features/contracts/contracts.sites.store.ts#siteByPublicKey': credential,
    'server/src/features/leads/leads.exports.store.ts#expiredExports': allContracts,
    'server/src/features/leads/leads.exports.store.ts#removeKeysBefore': allContracts,
    'server/src/features/leads/leads.store.ts#actionsStatement': noDatabase,
    'server/src/features/leads/leads.store.ts#asAction': noDatabase,
    'server/src/features/leads/leads.store.ts#leadsStatement': noDatabase,
    'server/src/features/leads/leads.store.ts#parseActionRow': noDatabase,
    'server/src/features/leads/leads.store.ts#parseLeadRow': noDatabase,
    'server/src/features/service-accounts/service-accounts.store.ts#jsonOf': noDatabase,
    'server/src/features/service-accounts/service-accounts.tokens.store.ts#deleteExpiredTokens': allContracts,
    'server/src/features/service-accounts/service-accounts.tokens.store.ts#holderByClientId': credential,
    'server/src/features/service-accounts/service-accounts.tokens.store.ts#tokenByHash': credential,
  },
}
