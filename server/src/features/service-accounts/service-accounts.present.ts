import type { ContractId } from '@catalytics/contract/ids.ts'
import type {
  ServiceAccountAnswer,
  ServiceAccountWithPassword,
  ServicePasswordAnswer,
} from '@catalytics/contract/service-accounts.ts'
import { dayMs, isoInstant, isoInstantOrNull } from '../../lib/clock.ts'
import { versionOf } from '../../lib/versions.ts'
import type { ServiceAccounts } from './service-accounts.room.ts'
import type { ServiceAccount, ServicePassword } from './service-accounts.store.ts'
import { dayOf } from './service-accounts.usage.ts'

/** An account as it is told outside: its number, salt and hashes stay here. */
export function present(
  account: ServiceAccount,
  contract: ContractId,
  passwords: readonly ServicePassword[],
  usage: { readonly calls: number; readonly rows: number } | undefined,
  now: number,
): ServiceAccountAnswer {
  return {
    id: account.client_id,
    client_id: account.client_id,
    contract,
    name: account.name,
    owner: account.owner,
    scopes: [...account.scopes],
    segments: [...account.segments],
    networks: [...account.networks],
    expires_at: isoInstantOrNull(account.expires_at),
    state: stateOf(account, now),
    created_at: isoInstant(account.created_at),
    created_by: account.created_by,
    last_used_at: isoInstantOrNull(account.last_used_at),
    calls_30d: usage?.calls ?? 0,
    rows_30d: usage?.rows ?? 0,
    passwords: passwords.map(presentPassword),
    version: accountVersion(account),
  }
}

/** Names what the settings of an account are now; its use and its passwords are none. */
export function accountVersion(account: ServiceAccount): string {
  const { client_id, name, owner, scopes, segments, networks, expires_at, enabled } = account
  return versionOf({ client_id, name, owner, scopes, segments, networks, expires_at, enabled })
}

/** Whether the account may be used at `now`. */
export function stateOf(
  account: Pick<ServiceAccount, 'enabled' | 'expires_at'>,
  now: number,
): ServiceAccountAnswer['state'] {
  if (!account.enabled) return 'disabled'
  return account.expires_at !== null && account.expires_at <= now ? 'expired' : 'enabled'
}

/** The one answer with a password in it, and what to call with it. */
export function withPassword(
  { publicUrl }: Pick<ServiceAccounts, 'publicUrl'>,
  account: ServiceAccountAnswer,
  password: string,
): ServiceAccountWithPassword {
  return { ...account, password, token_url: `${publicUrl}/oauth/token`, api_url: `${publicUrl}/api/v1` }
}

/** First day of what `calls_30d` and `rows_30d` count. */
export function usageFrom(now: number): string {
  return dayOf(now - 29 * dayMs)
}

function presentPassword(password: ServicePassword): ServicePasswordAnswer {
  return {
    id: password.id,
    kind: password.kind,
    created_at: isoInstant(password.created_at),
    ends_at: isoInstantOrNull(password.ends_at),
    last_used_at: isoInstantOrNull(password.last_used_at),
    last_used_address: password.last_used_address,
    last_used_client: password.last_used_client,
    calls: password.calls,
  }
}
