import { Anchor, Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { InvitationAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { canUse, useContract, type OwnContract } from '../../lib/session.ts'
import { Answer } from '../../ui/answer.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { membersQuery } from './members.api.ts'
import { Users } from './users.tsx'

const route = getRouteApi('/inside/c/$contract/members')

type Props = {
  /** The invitations that wait. */
  readonly Invitations: ComponentType<{
    readonly contract: OwnContract
    readonly invitations: readonly InvitationAnswer[]
  }>
}

/** Who may come into a contract, and who is invited. */
export function MembersPage({ Invitations }: Props) {
  const { say } = useText()
  const { contract: inAddress } = route.useRouteContext()
  // As it is now: one's own role may change on this very page.
  const contract = useContract() ?? inAddress
  const params = { contract: contract.id }
  const answer = useQuery(membersQuery(contract.id))
  const inviteButton = canUse(contract, 'manage_members') && (
    <Button
      renderRoot={(props) => <Link {...props} to="/c/$contract/members/invite" params={params} />}
      leftSection={<Icon name="plus" />}
    >
      {say('invitations.invite.link')}
    </Button>
  )
  return (
    <>
      <PageTitle
        about={
          <>
            {say('members.about', { contract: contract.name })}{' '}
            <Anchor renderRoot={(props) => <Link {...props} to="/c/$contract/permissions" params={params} />}>
              {say('members.matrix.title')}
            </Anchor>
          </>
        }
        action={inviteButton}
        needs="manage_members"
      >
        {say('members.title')}
      </PageTitle>
      <Answer of={answer} skeleton={<Skeleton height={280} />}>
        {({ members, invitations }) => (
          <>
            {invitations.length > 0 && <Invitations contract={contract} invitations={invitations} />}
            <Users contract={contract} members={members} />
          </>
        )}
      </Answer>
    </>
  )
}
