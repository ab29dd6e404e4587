import { z } from 'zod'
import type { Sealing } from '../../lib/sealing.ts'
import type { Directory } from '../directory/directory.ts'
import type { Diagnosis } from './diagnosis.ts'

/** By which the texts of each kind are sealed. */
export type Sealings = { readonly authenticators: Sealing; readonly mails: Sealing }

/** What is sealed in the store is sealed with the key of this installation. */
export async function checkSecrets(directory: Directory, sealings: Sealings | undefined): Promise<Diagnosis> {
  const factors = await sealedFactors(directory)
  const mails = await sealedMails(directory)
  const lostFactors = factors.filter((one) => !opens(sealings?.authenticators, one)).length
  const lostMails = mails.filter((one) => !opens(sealings?.mails, one)).length
  if (lostFactors + lostMails === 0)
    return {
      detail: `${factors.length} second factors of users and ${mails.length} queued mails can be read`,
    }
  const lost = [
    ...(lostFactors === 0 ? [] : [`${lostFactors} of ${factors.length} second factors of users`]),
    ...(lostMails === 0 ? [] : [`${lostMails} of ${mails.length} queued mails`]),
  ].join(' and ')
  const key = sealings === undefined ? 'and there is no key' : 'with another key'
  return {
    detail: `${lost} are sealed ${key}`,
    todo:
      'Set SECRET_KEY, or secret.key in the data folder, back to the key that was used. Until then users sign in with ' +
      'recovery codes; catalytics user reset helps who has none. Mails that cannot be read are given up.',
  }
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
