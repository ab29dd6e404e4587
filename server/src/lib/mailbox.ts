import { email } from '@catalytics/contract/email.ts'
import { line } from '@catalytics/contract/text.ts'

/** Who a mail is from: an address, and the name that is shown with it. */
export type Mailbox = { readonly name: string; readonly address: string }

/** Reads `address` or `Name <address>` (RFC 5322 section 3.4, one mailbox); undefined when it is neither. */
export function mailboxOf(text: string): Mailbox | undefined {
  const [, name = '', address = text.trim()] = /^\s*([^<>]*?)\s*<([^<>]*)>\s*$/.exec(text) ?? []
  const bare = name.replace(/^"(.*)"$/, '$1')
  const known = email.safeParse(address)
  if (!known.success || (bare !== '' && !line(100).safeParse(bare).success)) return undefined
  return { name: bare, address: known.data }
}
