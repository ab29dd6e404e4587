import type { SentInvitation } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { formatInstant } from '../../lib/format.ts'
import { useContract } from '../../lib/session.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import classes from './invitations.module.css'

/** What became of an invitation just sent; where there is no mail server, the link to hand over, now and never again. */
export function SentInvitationNote({
  invitation: { link, email, expires_at: until },
}: {
  readonly invitation: SentInvitation
}) {
  const { say, language } = useText()
  const zone = useContract()?.time_zone ?? 'UTC'
  const rules = say('invitations.sent.rules', {
    email,
    until: formatInstant(new Date(until), language, zone),
  })
  return (
    <div className={classes['sent']}>
      {link === null ? (
        <StateTag meaning="good">{say('invitations.sent.mailed', { email })}</StateTag>
      ) : (
        <>
          <p>{say('invitations.sent.handOver', { email })}</p>
          <p className={classes['handed']}>
            <code>{link}</code>
            <CopyButton value={link} what={say('invitations.sent.link')} />
          </p>
        </>
      )}
      <p className={classes['second']}>{rules}</p>
    </div>
  )
}
