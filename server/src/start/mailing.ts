import type { Config } from '../config.ts'
import { openPost } from '../jobs/post.ts'
import type { Log } from '../lib/log.ts'
import { isOwnMachine } from '../lib/own-machine.ts'
import type { examine } from '../stores/examination/examine.ts'
import { renderLetter } from '../stores/mail/letter.ts'
import { MailError } from '../stores/mail/mail-error.ts'
import { openMail } from '../stores/mail/mail.ts'

type Deps = Pick<Parameters<typeof openPost>[0], 'db' | 'clock' | 'jobs' | 'sealing'> & { readonly log: Log }

/** The way of mails out, where a mail server is set. */
export function openMailing(
  { mail, publicUrl }: Config,
  deps: Deps,
): ReturnType<typeof openPost> | undefined {
  if (mail === undefined) return undefined
  if (isOwnMachine(new URL(publicUrl).hostname))
    deps.log.warn({ publicUrl }, 'links in mails lead nowhere but on this machine: set PUBLIC_URL')
  const sender = openMail(mail)
  return openPost({
    ...deps,
    render: (letter, language) => renderLetter(letter, language, publicUrl),
    send: (one, at, signal) => sender.send(one, at, signal),
    faultOf: (error) => (error instanceof MailError ? error : undefined),
  })
}

/** Where `doctor` finds out whether mails can leave. */
export function mailPlace({ mail }: Config): Parameters<typeof examine>[0]['mail'] {
  return mail === undefined ? undefined : { server: mail.server, sender: openMail(mail) }
}
