import type { Directory } from '../directory/directory.ts'
import { findKept, lostInWords, type Sealings } from '../own-key.ts'
import type { Diagnosis } from './diagnosis.ts'

/** What is sealed in the store is sealed with the key of this installation, and its hashes are made with it. */
export async function checkSecrets(directory: Directory, sealings: Sealings | undefined): Promise<Diagnosis> {
  const kept = await findKept(directory, sealings)
  const lost = lostInWords(kept)
  const { factors, mails, addresses, isAccepted } = kept
  if (lost === undefined)
    return {
      detail:
        `${factors.of} second factors of users and ${mails.of} queued mails can be read, ` +
        `${addresses.of} erased addresses are known again`,
    }
  if (isAccepted && factors.lost + mails.lost === 0)
    return { detail: `${lost}, which the operator has given up (serve --accept-lost-key)` }
  return {
    detail: lost,
    todo:
      'Set SECRET_KEY, or secret.key in the data folder, back to the key that was used. Until then users sign in with ' +
      'recovery codes; ./catalytics user reset helps who has none. Mails that cannot be read are given up, and ' +
      'who was erased before may come back as a lead with an old consent.',
  }
}
