import type { Credentials } from '../credentials/credentials.ts'
import type { OpenId } from './accounts.openid.ts'

/** What the functions of this room work with. */
export type Accounts = Credentials & {
  /** Undefined where nobody else vouches for users. */
  readonly openid: Pick<OpenId, 'name'> | undefined
}
