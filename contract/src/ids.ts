import { z } from 'zod'
import { because, ruled } from './reasons.ts'

const sampleBody = '4f9Kq2LmZx81RtYbc3Wd7N'

/** An id: its prefix and random base62 characters; 16 are enough for 95 bits. */
function idWith(prefix: string, characters = 16) {
  const sample = `${prefix}${sampleBody.slice(0, characters)}`
  return z
    .string()
    .regex(
      new RegExp(`^${prefix}[0-9A-Za-z]{${characters}}$`),
      ruled(
        because('not_an_id_of_ours', { prefix, characters, sample }),
        `must be ${prefix} and ${characters} letters or digits, such as ${sample}`,
      ),
    )
}

/** A contract: the tenant boundary. `ct_` and 16 base62 characters. */
export const contractId = idWith('ct_').brand<'ContractId'>()
export type ContractId = z.infer<typeof contractId>

/** A service account's public name in OAuth (RFC 6749 section 2.2). `cat_sa_` and 16 base62 characters. */
export const clientId = idWith('cat_sa_').brand<'ClientId'>()
export type ClientId = z.infer<typeof clientId>

/**
 * With which the pages of a site send events. Not a secret: everybody who looks at such a page can read it. `cat_pk_` and
 * 22 base62 characters.
 */
export const publicKey = idWith('cat_pk_', 22).brand<'PublicKey'>()
export type PublicKey = z.infer<typeof publicKey>

/** One password of a service account, as it is named in lists (never the password itself). */
export const passwordId = idWith('pw_')

/** A lead-export job. */
export const exportId = idWith('ex_').brand<'ExportId'>()
export type ExportId = z.infer<typeof exportId>

/** An import of a file. */
export const importId = idWith('im_')

/** A person outside: random, says nothing about the person. */
export const leadId = z.uuid()

/** Somebody who signs in. `us_` and 16 base62 characters. */
export const userId = idWith('us_').brand<'UserId'>()
export type UserId = z.infer<typeof userId>

/** One sign-in of a user, as it is named in lists (never the secret in the cookie). */
export const sessionId = idWith('se_')

/** An invitation into a contract, as it is named in lists (never the secret in its link). */
export const invitationId = idWith('iv_')

/** What a user asked the operator for. */
export const supportRequestId = idWith('sr_')

/** A contract's dense number inside the stores; never on the wire. Only a stored row yields one, so it proves that the contract exists. */
export const contractNumber = z.int().positive().brand<'ContractNumber'>()
export type ContractNumber = z.infer<typeof contractNumber>
