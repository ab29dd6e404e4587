import { useText } from '../../i18n/texts.ts'
import { useSession } from '../../lib/session.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { Section } from '../../ui/section.tsx'
import { OwnFactor } from './own-factor.tsx'
import { OwnName } from './own-name.tsx'
import { OwnPassword } from './own-password.tsx'
import { OwnSessions } from './own-sessions.tsx'

/** What somebody can change about their own account. */
export function AccountPage() {
  const { say } = useText()
  const { user } = useSession()
  return (
    <>
      <PageTitle about={user.email}>{say('accounts.account.title')}</PageTitle>
      <Section title={say('accounts.account.profile')}>
        <OwnName />
      </Section>
      <Section title={say('accounts.account.password')} about={say('accounts.account.passwordAbout')}>
        <OwnPassword />
      </Section>
      <Section id="second-factor" title={say('accounts.factor.title')} about={say('accounts.factor.about')}>
        <OwnFactor />
      </Section>
      <Section title={say('accounts.account.sessions')} about={say('accounts.account.sessionsAbout')}>
        <OwnSessions />
      </Section>
    </>
  )
}
