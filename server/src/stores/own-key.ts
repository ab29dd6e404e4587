import { join } from 'node:path'
import { z } from 'zod'
import { OperatorError } from '../lib/errors.ts'
import { openAddressHash, type KeyedHash } from '../lib/keyed-hash.ts'
import type { Log } from '../lib/log.ts'
import { openSealing, type Sealing } from '../lib/sealing.ts'
import { keyInFile, knownKey } from '../lib/secret-key.ts'
import { openSigning, type Signing } from '../lib/signing.ts'
import type { Directory } from './directory/directory.ts'

/*
 * The key of the installation is not in its stores, nor in a backup. What the directory store holds sealed, or hashed,
 * tells whether the key at hand is the one it was made with.
 */

/** By which the texts of each kind are sealed or signed: each purpose has a key of its own. */
export type Sealings = {
  readonly authenticators: Sealing
  readonly openid: Sealing
  readonly mails: Sealing
  /** By which addresses of people who were erased are known again. */
  readonly addresses: KeyedHash
  /** By which the cursors of pages are known as our own. */
  readonly cursors: Signing
}

export function sealingsWith(secretKey: string): Sealings {
  return {
    authenticators: openSealing(secretKey, 'authenticators'),
    openid: openSealing(secretKey, 'openid'),
    mails: openSealing(secretKey, 'mails'),
    addresses: openAddressHash(secretKey),
    cursors: openSigning(secretKey, 'cursors'),
  }
}

type KeyPlace = { readonly dataDir: string; readonly secretKey: string | undefined }

/** The file of the key; null where SECRET_KEY is set. */
export function keyFileOf({ dataDir, secretKey }: KeyPlace): string | null {
  return secretKey === undefined ? join(dataDir, 'secret.key') : null
}

/** The key as it is found; undefined when there is none yet. */
export function foundKey(place: KeyPlace): string | undefined {
  const file = keyFileOf(place)
  return file === null ? place.secretKey : knownKey(file)
}

/**
 * The key of an installation, which is made where nothing needs an earlier one.
 *
 * @param acceptLostKey goes on with the key at hand for good, or a new one, though another has made what is stored
 * @throws AppError `conflict` when nothing that is stored was made with the key at hand
 */
export async function requireOwnKey(
  place: KeyPlace,
  directory: Directory,
  { acceptLostKey, log }: { readonly acceptLostKey: boolean; readonly log: Log },
): Promise<string> {
  const found = foundKey(place)
  const kept = await findKept(directory, found === undefined ? undefined : sealingsWith(found))
  const lost = lostInWords(kept)
  if (lost === undefined) return found ?? keyInFile(join(place.dataDir, 'secret.key'))
  if (!acceptLostKey && !kept.isAccepted && !kept.isUsed)
    throw new OperatorError(
      'conflict',
      `The key of this installation is missing: ${lost}. ${howToStart(place)}`,
    )
  const key = found ?? keyInFile(join(place.dataDir, 'secret.key'))
  if (acceptLostKey) await acceptKey(directory, sealingsWith(key))
  log.warn(
    { lost },
    'another key has sealed or hashed what is stored: ./catalytics doctor says what that means',
  )
  return key
}

function howToStart(place: KeyPlace): string {
  const file = keyFileOf(place)
  const right =
    file === null
      ? 'Set SECRET_KEY to the key that was used, or unset it and put the file back as secret.key in the data folder'
      : `Copy secret.key of the folder that was used before to ${file}, or set SECRET_KEY to the key that was used; neither is in a backup`
  return `${right}. Only where that key is lost for good: ./catalytics serve --accept-lost-key goes on without it; ${whatIsLost}`
}

const whatIsLost =
  'who was erased may then come back as a lead with an old consent, users sign in with recovery codes, and mails that wait are given up.'

type Share = { readonly lost: number; readonly of: number }

/** What is sealed or hashed in the directory store, and how much of it the key at hand has not made. */
export type Kept = {
  readonly factors: Share
  readonly mails: Share
  readonly addresses: Share
  /** Whether there is a key at all. */
  readonly hasKey: boolean
  /** Whether some of it was made with the key at hand. */
  readonly isUsed: boolean
  /** Whether something was made with another key, which is lost, and the operator goes on with the one at hand. */
  readonly isAccepted: boolean
}

/** Holds what is stored against the key at hand. */
export async function findKept(directory: Directory, sealings: Sealings | undefined): Promise<Kept> {
  const factors = shareOf(await sealedFactors(directory), (one) => opens(sealings?.authenticators, one))
  const mails = shareOf(await sealedMails(directory), (one) => opens(sealings?.mails, one))
  const keyId = sealings?.addresses.keyId
  const addresses = await erasedAddresses(directory, keyId)
  const all = [factors, mails, addresses]
  const isWhole = all.every(({ lost }) => lost === 0)
  return {
    factors,
    mails,
    addresses,
    hasKey: sealings !== undefined,
    isUsed: all.some(({ lost, of }) => lost < of),
    isAccepted: !isWhole && keyId !== undefined && (await acceptedKey(directory)) === keyId,
  }
}

/** Says what another key has made; undefined where the key at hand has made everything. */
export function lostInWords({ factors, mails, addresses, hasKey }: Kept): string | undefined {
  const sealed = [
    ...(factors.lost === 0 ? [] : [`${factors.lost} of ${factors.of} second factors of users`]),
    ...(mails.lost === 0 ? [] : [`${mails.lost} of ${mails.of} queued mails`]),
  ].join(' and ')
  const key = hasKey ? 'with another key' : 'and there is no key'
  const lost = [
    ...(sealed === '' ? [] : [`${sealed} are sealed ${key}`]),
    ...(addresses.lost === 0
      ? []
      : [`${addresses.lost} of ${addresses.of} erased addresses were hashed ${key}`]),
  ]
  return lost.length === 0 ? undefined : lost.join('; ')
}

function shareOf<One>(all: readonly One[], isOwn: (one: One) => boolean): Share {
  return { lost: all.filter((one) => !isOwn(one)).length, of: all.length }
}

const hashedWith = z.object({ key_id: z.string(), count: z.coerce.number() })

async function erasedAddresses({ db }: Directory, keyId: string | undefined): Promise<Share> {
  const rows = await db
    .selectFrom('erased_addresses')
    .select((of) => ['key_id', of.fn.countAll().as('count')])
    .groupBy('key_id')
    .execute()
  const keys = rows.map((row) => hashedWith.parse(row))
  const countOf = (some: typeof keys) => some.reduce((sum, { count }) => sum + count, 0)
  return { lost: countOf(keys.filter(({ key_id }) => key_id !== keyId)), of: countOf(keys) }
}

type Sealed = { readonly owner: string; readonly text: string }

async function sealedFactors({ db }: Directory): Promise<readonly Sealed[]> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'totp_secret'])
    .where('totp_secret', 'is not', null)
    .execute()
  return rows
    .map((row) => sealedFactor.parse(row))
    .map(({ id, totp_secret }) => ({ owner: id, text: totp_secret }))
}

async function sealedMails({ db }: Directory): Promise<readonly Sealed[]> {
  const rows = await db.selectFrom('mails').select(['id', 'content']).where('state', '=', 'queued').execute()
  return rows.map((row) => sealedMail.parse(row)).map(({ id, content }) => ({ owner: id, text: content }))
}

const sealedFactor = z.object({ id: z.string(), totp_secret: z.string() })
const sealedMail = z.object({ id: z.string(), content: z.string() })

function opens(sealing: Sealing | undefined, { owner, text }: Sealed): boolean {
  try {
    return sealing?.open(text, owner) !== undefined
  } catch {
    return false
  }
}

const acceptedRow = z.object({ accepted_key: z.string().nullable() })

/** The id of the key with which the operator goes on; null as well where the tables are of an earlier version. */
async function acceptedKey({ db }: Directory): Promise<string | null> {
  const tables = await db.introspection.getTables()
  const columns = tables.find(({ name }) => name === 'installation')?.columns ?? []
  if (!columns.some(({ name }) => name === 'accepted_key')) return null
  const [row] = await db.selectFrom('installation').select('accepted_key').execute()
  return row === undefined ? null : acceptedRow.parse(row).accepted_key
}

async function acceptKey({ db }: Directory, { addresses }: Sealings): Promise<void> {
  await db.updateTable('installation').set({ accepted_key: addresses.keyId }).execute()
}
