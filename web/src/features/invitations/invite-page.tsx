import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SentInvitation } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { ForRole } from '../../ui/for-role.tsx'
import { FormActions } from '../../ui/form.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import classes from './invitations.module.css'
import { InviteForm, type RoleParts } from './invite-form.tsx'
import { SentInvitationNote } from './sent-invitation-note.tsx'

const route = getRouteApi('/inside/c/$contract/members/invite')

/** Three questions, then what became of it. */
export function InvitePage(parts: RoleParts) {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const queries = useQueryClient()
  // Here and nowhere else: the link in it is gone with the page.
  const [sent, setSent] = useState<SentInvitation>()
  if (sent !== undefined) {
    return (
      <div className={classes['form']}>
        <PageTitle key={sent.id}>
          {say(sent.link === null ? 'invitations.sent.title' : 'invitations.sent.ready', {
            email: sent.email,
          })}
        </PageTitle>
        <SentInvitationNote invitation={sent} />
        <FormActions>
          <Button
            renderRoot={(props) => (
              <Link {...props} to="/c/$contract/members" params={{ contract: contract.id }} />
            )}
          >
            {say('invitations.done')}
          </Button>
          <Button variant="default" onClick={() => setSent(undefined)}>
            {say('invitations.sent.another')}
          </Button>
        </FormActions>
      </div>
    )
  }
  return (
    <>
      <PageTitle about={say('invitations.invite.about')}>{say('invitations.invite.title')}</PageTitle>
      <ForRole contract={contract} permission="manage_members">
        <InviteForm
          {...parts}
          contract={contract}
          onSent={(made, into) => {
            setSent(made)
            void queries.invalidateQueries({ queryKey: ['members', into] })
          }}
        />
      </ForRole>
    </>
  )
}
