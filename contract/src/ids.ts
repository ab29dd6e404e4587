import { z } from 'zod'

/** Random part of an id: enough for 95 bits, without look-alike punctuation. */
const idBody = '[0-9A-Za-z]{16}'

/** A contract: the tenant boundary. `ct_` and 16 base62 characters. */
export const contractId = z
  .string()
  .regex(new RegExp(`^ct_${idBody}$`))
  .brand<'ContractId'>()
export type ContractId = z.infer<typeof contractId>

/** A service account's public name in OAuth (RFC 6749 section 2.2). `cat_sa_` and 16 base62 characters. */
export const clientId = z
  .string()
  .regex(new RegExp(`^cat_sa_${idBody}$`))
  .brand<'ClientId'>()
export type ClientId = z.infer<typeof clientId>

/**
 * With which the pages of a site send events. Not a secret: everybody who looks at such a page can read it. `cat_pk_` and
 * 22 base62 characters.
 */
export const publicKey = z
  .string()
  .regex(/^cat_pk_[0-9A-Za-z]{22}$/)
  .brand<'PublicKey'>()
export type PublicKey = z.infer<typeof publicKey>

/** One password of a service account, as it is named in lists (never the password itself). */
export const passwordId = z.string().regex(new RegExp(`^pw_${idBody}$`))

/** A lead-export job. */
export const exportId = z
  .string()
  .regex(new RegExp(`^ex_${idBody}$`))
  .brand<'ExportId'>()
export type ExportId = z.infer<typeof exportId>

/** An import of a file. */
export const importId = z.string().regex(new RegExp(`^im_${idBody}$`))

/** A person outside: random, says nothing about the person. */
export const leadId = z.uuid()

/** Somebody who signs in. `us_` and 16 base62 characters. */
export const userId = z
  .string()
  .regex(new RegExp(`^us_${idBody}$`))
  .brand<'UserId'>()
export type UserId = z.infer<typeof userId>

/** One sign-in of a user, as it is named in lists (never the secret in the cookie). */
export const sessionId = z.string().regex(new RegExp(`^se_${idBody}$`))

/** An invitation into a contract, as it is named in lists (never the secret in its link). */
export const invitationId = z.string().regex(new RegExp(`^iv_${idBody}$`))

/** What a user asked the operator for. */
export const supportRequestId = z.string().regex(new RegExp(`^sr_${idBody}$`))

/** A contract's dense number inside the stores; never on the wire. Only a stored row yields one, so it proves that the contract exists. */
export const contractNumber = z.int().positive().brand<'ContractNumber'>()
export type ContractNumber = z.infer<typeof contractNumber>
