import { z } from 'zod'
import type { Sealing } from '../../lib/sealing.ts'
import type { Directory } from '../directory/directory.ts'
import type { Diagnosis } from './diagnosis.ts'

const sealedRow = z.object({ id: z.string(), totp_secret: z.string() })

/** What is sealed in the store is sealed with the key of this installation. */
export async function checkSecrets({ db }: Directory, sealing: Sealing | undefined): Promise<Diagnosis> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'totp_secret'])
    .where('totp_secret', 'is not', null)
    .execute()
  const sealed = rows.map((row) => sealedRow.parse(row))
  const lost = sealed.filter(({ id, totp_secret }) => !opens(sealing, totp_secret, id)).length
  if (lost === 0) return { detail: `${sealed.length} second factors of users can be read` }
  const key = sealing === undefined ? 'and there is no key' : 'with another key'
  return {
    detail: `${lost} of ${sealed.length} second factors of users are sealed ${key}`,
    todo:
      'Set SECRET_KEY, or secret.key in the data folder, back to the key that was used. Until then users sign in with ' +
      'recovery codes; catalytics user reset helps who has none.',
  }
}

function opens(sealing: Sealing | undefined, sealed: string, owner: string): boolean {
  try {
    return sealing?.open(sealed, owner) !== undefined
  } catch {
    return false
  }
}
