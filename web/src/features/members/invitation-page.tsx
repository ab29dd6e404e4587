import { Button, Skeleton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { InvitationLookAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { ApiError, send } from '../../lib/api.ts'
import { keepPreference } from '../../lib/preferences.ts'
import { sessionQuery, useVisitor } from '../../lib/session.ts'
import { Answer } from '../../ui/answer.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { NarrowPage } from '../../ui/narrow-page.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { joinByInvitation, lookAtInvitation } from './invitation.api.ts'
import classes from './members.module.css'
import { NewUserForm, type NewPassword } from './new-user-form.tsx'
import { RolePermissions } from './role-permissions.tsx'

type Props = {
  /** How somebody with an account signs in. */
  readonly SignIn: ComponentType<{ readonly email: string; readonly onDone: () => void }>
  /** How somebody new chooses a password. */
  readonly NewPassword: NewPassword
}

/** What one is invited to, and a button that accepts. The token is in the fragment: no log ever has it. */
export function InvitationPage({ SignIn, NewPassword }: Props) {
  const { say } = useText()
  const token = useLocation({ select: ({ hash }) => hash })
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
            <PageTitle>{say('members.invitation.loading')}</PageTitle>
            <Skeleton height={320} />
          </>
        }
      >
        {(invitation) => (
          <>
            <PageTitle about={say('members.invitation.about', { email: invitation.email })}>
              {say('members.invitation.title', { contract: invitation.contract.name })}
            </PageTitle>
            <details className={classes['role']}>
              <summary>
                {say('members.invitation.role', { role: say(`members.roles.${invitation.role}`) })}
              </summary>
              <RolePermissions role={invitation.role} />
            </details>
            <Acceptance
              token={token}
              invitation={invitation}
              SignIn={SignIn}
              NewPassword={NewPassword}
              onChanged={() => void look.refetch()}
            />
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
      <PageTitle about={say('members.invitation.none.about')}>
        {say('members.invitation.none.title')}
      </PageTitle>
      <Button variant="default" renderRoot={(props) => <Link {...props} to="/" />}>
        {say('members.invitation.none.home')}
      </Button>
    </NarrowPage>
  )
}

type AcceptanceProps = Props & {
  readonly token: string
  readonly invitation: InvitationLookAnswer
  /** The address has an account by now. */
  readonly onChanged: () => void
}

function Acceptance({ token, invitation, SignIn, NewPassword, onChanged }: AcceptanceProps) {
  const { say } = useText()
  const queries = useQueryClient()
  const router = useRouter()
  const user = useVisitor()?.user
  const goIn = async (contract: ContractId) => {
    keepPreference('contract', contract)
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
    await router.navigate({ to: '/', replace: true })
  }
  if (user !== undefined && user.email !== invitation.email)
    return <OtherUser own={user.email} invited={invitation.email} />
  if (user !== undefined) return <JoinForm token={token} invitation={invitation} onJoined={goIn} />
  if (invitation.has_account) {
    return (
      <>
        <p className={classes['lead']}>{say('members.invitation.signIn')}</p>
        <SignIn
          email={invitation.email}
          onDone={() => void queries.fetchQuery({ ...sessionQuery, staleTime: 0 })}
        />
      </>
    )
  }
  return (
    <NewUserForm
      token={token}
      invitation={invitation}
      NewPassword={NewPassword}
      onJoined={goIn}
      onHasAccount={onChanged}
    />
  )
}

type JoinProps = {
  readonly token: string
  readonly invitation: InvitationLookAnswer
  readonly onJoined: (contract: ContractId) => Promise<void>
}

/** For whoever is signed in with the address. */
function JoinForm({ token, invitation: { contract }, onJoined }: JoinProps) {
  const { say } = useText()
  const joining = useMutation({
    mutationFn: () => joinByInvitation(token),
    onSuccess: (joined) => onJoined(joined.contract),
  })
  return (
    <Form
      label={say('members.invitation.title', { contract: contract.name })}
      onSubmit={() => joining.mutate()}
    >
      <ProblemSummary error={joining.error} fields={{}} />
      <p>{say('members.invitation.asYou')}</p>
      <FormActions>
        <Button type="submit" loading={joining.isPending} fullWidth>
          {say('members.invitation.join', { contract: contract.name })}
        </Button>
      </FormActions>
    </Form>
  )
}

function OtherUser({ own, invited }: { readonly own: string; readonly invited: string }) {
  const { say } = useText()
  const leaving = useMutation({
    mutationFn: () => send('DELETE', '/api/v1/session'),
    // The page from the beginning, with nothing of the other user's; the link stays in the address.
    onSuccess: () => window.location.reload(),
  })
  return (
    <Form label={say('frame.signOut')} onSubmit={() => leaving.mutate()}>
      <ProblemSummary error={leaving.error} fields={{}} />
      <Notice>{say('members.invitation.other', { own, invited })}</Notice>
      <FormActions>
        <Button type="submit" loading={leaving.isPending || leaving.isSuccess} fullWidth>
          {say('members.invitation.signOut')}
        </Button>
      </FormActions>
    </Form>
  )
}
