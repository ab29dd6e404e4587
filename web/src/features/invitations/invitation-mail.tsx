import type { InvitationAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import classes from './invitations.module.css'

const meanings = { queued: 'warn', sent: 'good', failed: 'bad' } as const

/** What became of the mail, with what the mail server said where it did not go out. */
export function InvitationMail({
  invitation: { mail, mail_answer: said },
}: {
  readonly invitation: InvitationAnswer
}) {
  const { say } = useText()
  if (mail === 'none') return say('invitations.mail.none')
  return (
    <span className={classes['two']}>
      <StateTag meaning={meanings[mail]}>{say(`invitations.mail.${mail}`)}</StateTag>
      {mail !== 'sent' && said !== null && <span className={classes['second']}>{said}</span>}
    </span>
  )
}
