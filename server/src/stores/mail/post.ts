import type { Language } from '@catalytics/contract/languages.ts'
import type { MailKind } from '@catalytics/contract/mails.ts'
import type { Db } from '../directory/directory.ts'
import type { Letter } from './letter.ts'

/** A letter on its way to one address. */
export type Posted = {
  readonly kind: MailKind
  /** As the contract's `email` gives it: trimmed, lower case, one address. */
  readonly to: string
  readonly language: Language
  readonly letter: Letter
  /** When it is of no use any more (epoch milliseconds), because its link has expired for one: not tried after that. */
  readonly until: number
}

/** Where rooms hand their letters in. There is none where no mail server is set. */
export type Post = {
  /**
   * Queues a letter; with a transaction, as part of it. It is tried until the server takes it or refuses it, and at most
   * until `until`. It may arrive twice when the process dies at the wrong moment. What it says and to whom is removed as
   * soon as it is done.
   *
   * @returns the id of its row in the table `mails`, which tells what became of it
   */
  readonly send: (db: Db, posted: Posted) => Promise<string>
  /** Takes a letter back that has not left yet; none with this id is as good. */
  readonly cancel: (db: Db, id: string) => Promise<void>
}
