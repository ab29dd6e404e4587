import { because } from '@catalytics/contract/reasons.ts'
import { digestOf } from '../../lib/digest.ts'
import { AppError, inEnglish } from '../../lib/errors.ts'
import { normalised, weaknessOf, type Weakness } from '../../lib/password-rules.ts'
import { randomBase62 } from '../../lib/random.ts'
import type { ServiceAccounts } from './service-accounts.room.ts'
import { claimsGenerated, makePassword } from './service-accounts.secrets.ts'
import type { ServiceAccount, ServicePassword } from './service-accounts.store.ts'

/**
 * A new password of the account, generated or the chosen one: to show once, and as it is stored. A generated one is
 * stored as SHA-256 (nobody guesses 256 bits, however fast), a chosen one as argon2id.
 *
 * @throws AppError `invalid` naming the field `password` when the chosen one is easy to guess
 */
export async function makeStoredPassword(
  { clock, hashing }: Pick<ServiceAccounts, 'clock' | 'hashing'>,
  account: ServiceAccount,
  contractName: string,
  chosen: string | undefined,
): Promise<{ readonly password: string; readonly stored: ServicePassword }> {
  const password = chosen ?? makePassword()
  if (chosen !== undefined) requireStrong(chosen, [account.name, contractName])
  const stored = {
    id: `pw_${randomBase62(16)}`,
    client_id: account.client_id,
    kind: chosen === undefined ? 'generated' : 'chosen',
    hash:
      chosen === undefined
        ? digestOf(password)
        : await hashing.hash(account.password_salt, normalised(chosen)),
    created_at: clock().getTime(),
    ends_at: null,
    last_used_at: null,
    last_used_address: null,
    last_used_client: null,
    calls: 0,
  } as const
  return { password, stored }
}

function requireStrong(password: string, names: readonly string[]): void {
  const weakness = weaknessOf(password, names)
  if (claimsGenerated(password)) throw weak('like_generated')
  if (weakness !== null) throw weak(weakness)
}

function weak(what: Weakness | 'like_generated'): AppError {
  const why = because(`password_${what}`)
  return new AppError('invalid', `${inEnglish(why)} Leave the password out to have one generated.`, {
    field: 'password',
    because: why,
  })
}
