import { Button, Skeleton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useState, type ComponentType } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { InvitationLookAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { ApiError, send } from '../../lib/api.ts'
import { useFromHere } from '../../lib/from-here.ts'
import { useLinkToken } from '../../lib/link-token.ts'
import { keepPreference } from '../../lib/preferences.ts'
import { sessionQuery, useVisitor } from '../../lib/session.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Answer } from '../../ui/answer.tsx'
import { FormActions, PlainForm } from '../../ui/form.tsx'
import { NarrowPage } from '../../ui/narrow-page.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { useAct } from '../../ui/use-act.ts'
import { lookAtInvitation } from './invitations.api.ts'
import classes from './invitations.module.css'
import type { RoleParts } from './invite-form.tsx'
import { JoinForm } from './join-form.tsx'
import { NewUserForm, type NewPassword } from './new-user-form.tsx'

type SignInParts = {
  /** How somebody with an account signs in. */
  readonly SignIn: ComponentType<{ readonly email: string; readonly onDone: () => void }>
  /** How somebody new chooses a password. */
  readonly NewPassword: NewPassword
}

type Props = SignInParts & Pick<RoleParts, 'RolePermissions'>

/** What one is invited to, and a button that accepts. The token is in the fragment: no log ever has it. */
export function InvitationPage({ SignIn, NewPassword, RolePermissions }: Props) {
  const { say } = useText()
  const token = useLinkToken('/invitation')
  const look = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => lookAtInvitation(token),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (look.error instanceof ApiError && look.error.problem?.code === 'not_found') return <NoInvitation />
  return (
    <NarrowPage>
      <Answer
        of={look}
        skeleton={
          <>
            <PageTitle>{say('invitations.accept.loading')}</PageTitle>
            <Skeleton height={320} />
          </>
        }
      >
        {(invitation) => (
          <>
            <PageTitle about={say('invitations.accept.about', { email: invitation.email })}>
              {say('invitations.accept.title', { contract: invitation.contract.name })}
            </PageTitle>
            <details className={classes['role']}>
              <summary>{say('invitations.accept.role', { role: say(`roles.${invitation.role}`) })}</summary>
              <RolePermissions role={invitation.role} />
            </details>
            <Acceptance token={token} invitation={invitation} SignIn={SignIn} NewPassword={NewPassword} />
          </>
        )}
      </Answer>
    </NarrowPage>
  )
}

function NoInvitation() {
  const { say } = useText()
  return (
    <NarrowPage>
      <PageTitle about={say('invitations.accept.none.about')}>
        {say('invitations.accept.none.title')}
      </PageTitle>
      <Button variant="default" renderRoot={(props) => <Link {...props} to="/" />}>
        {say('invitations.accept.none.home')}
      </Button>
    </NarrowPage>
  )
}

type AcceptanceProps = SignInParts & {
  readonly token: string
  readonly invitation: InvitationLookAnswer
}

function Acceptance({ token, invitation, SignIn, NewPassword }: AcceptanceProps) {
  const { say } = useText()
  const [hasAccount, setHasAccount] = useState(invitation.has_account === true)
  const queries = useQueryClient()
  const router = useRouter()
  const fromHere = useFromHere()
  const user = useVisitor()?.user
  const goIn = async (contract: ContractId) => {
    keepPreference('contract', contract)
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
    await fromHere(() => router.navigate({ to: '/', replace: true }))
  }
  if (user !== undefined && user.email !== invitation.email)
    return <OtherUser own={user.email} invited={invitation.email} />
  if (user !== undefined)
    return <JoinForm token={token} invitation={invitation} NewPassword={NewPassword} onJoined={goIn} />
  if (hasAccount) {
    return (
      <>
        <p className={classes['lead']}>{say('invitations.accept.signIn')}</p>
        <SignIn
          email={invitation.email}
          onDone={() => void queries.fetchQuery({ ...sessionQuery, staleTime: 0 })}
        />
        {invitation.has_account === null && (
          <Button variant="subtle" fullWidth onClick={() => setHasAccount(false)}>
            {say('invitations.accept.isNew')}
          </Button>
        )}
      </>
    )
  }
  return (
    <>
      <NewUserForm
        token={token}
        invitation={invitation}
        NewPassword={NewPassword}
        onJoined={goIn}
        onHasAccount={() => setHasAccount(true)}
      />
      {invitation.has_account === null && (
        <Button variant="subtle" fullWidth onClick={() => setHasAccount(true)}>
          {say('invitations.accept.hasAccount')}
        </Button>
      )}
    </>
  )
}

function OtherUser({ own, invited }: { readonly own: string; readonly invited: string }) {
  const { say } = useText()
  const leaving = useAct({
    act: () => send('DELETE', '/api/v1/session'),
    said: null,
    // The page from the beginning, with nothing of the other user's; the link stays in the address.
    onDone: () => window.location.reload(),
  })
  return (
    <PlainForm label={say('frame.signOut')} onSubmit={leaving.start}>
      {leaving.error !== null && <ProblemNote error={leaving.error} />}
      <Notice>{say('invitations.accept.other', { own, invited })}</Notice>
      <FormActions>
        <ActButton type="submit" isBusy={leaving.isBusy || leaving.isDone} fullWidth>
          {say('invitations.accept.signOut')}
        </ActButton>
      </FormActions>
    </PlainForm>
  )
}
