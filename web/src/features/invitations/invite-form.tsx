import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ComponentType } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { languages, type Language } from '@catalytics/contract/languages.ts'
import type { SentInvitation } from '@catalytics/contract/members.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { isLanguage, languageNames } from '../../i18n/languages.ts'
import { useText } from '../../i18n/texts.ts'
import { mayGive } from '../../lib/role-limits.ts'
import { canUse, useSession, type OwnContract } from '../../lib/session.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { invite } from './invitations.api.ts'
import classes from './invitations.module.css'

/** What the form takes from the room of members: the choice of a role, and what the role may do. */
export type RoleParts = {
  readonly RoleField: ComponentType<{
    readonly id: string
    readonly contract: OwnContract
    readonly role: Role
    readonly onChange: (role: Role) => void
    readonly error: string | undefined
  }>
  readonly RolePermissions: ComponentType<{ readonly role: Role }>
}

type Props = RoleParts & {
  readonly contract: OwnContract
  readonly onSent: (made: SentInvitation, into: ContractId) => void
}

/** Whom, into which contract, as what: what the role may do stands beside it and follows it. */
export function InviteForm({ RoleField, RolePermissions, contract, onSent }: Props) {
  const { say, language: own } = useText()
  const possible = useSession().contracts.filter((one) => canUse(one, 'manage_members'))
  const [email, setEmail] = useState('')
  const [picked, setPicked] = useState<string>(contract.id)
  const [wanted, setRole] = useState<Role>('analyst')
  const [language, setLanguage] = useState<Language>(own)
  const into = possible.find(({ id }) => id === picked) ?? contract
  const role = mayGive(wanted, into) ? wanted : 'administrator'
  const inviting = useMutation({
    mutationFn: () => invite(into.id, { email, role, language }),
    onSuccess: (made) => onSent(made, into.id),
    gcTime: 0,
  })
  const fields = {
    email: { label: say('members.columns.email'), id: 'invite-email' },
    role: { label: say('members.role'), id: 'invite-role' },
    language: { label: say('invitations.invite.language'), id: 'invite-language' },
  }
  return (
    <div className={classes['choice']}>
      <Form label={say('invitations.invite.title')} onSubmit={() => inviting.mutate()}>
        <ProblemSummary error={inviting.error} fields={fields} />
        <TextInput
          {...fields.email}
          type="email"
          inputMode="email"
          autoComplete="off"
          description={say('invitations.invite.emailHelp')}
          required
          error={errorOf(inviting.error, 'email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {possible.length > 1 && (
          <NativeSelect
            label={say('invitations.invite.contract')}
            data={possible.map(({ id, name }) => ({ value: id, label: name }))}
            value={into.id}
            onChange={(event) => setPicked(event.currentTarget.value)}
          />
        )}
        <RoleField
          id={fields.role.id}
          contract={into}
          role={role}
          onChange={setRole}
          error={errorOf(inviting.error, 'role')}
        />
        <NativeSelect
          {...fields.language}
          description={say('invitations.invite.languageHelp')}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          error={errorOf(inviting.error, 'language')}
          value={language}
          onChange={({ currentTarget: { value } }) => isLanguage(value) && setLanguage(value)}
        />
        <FormActions>
          <Button type="submit" loading={inviting.isPending}>
            {say('invitations.invite.do')}
          </Button>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link {...props} to="/c/$contract/members" params={{ contract: contract.id }} />
            )}
          >
            {say('ui.cancel')}
          </Button>
        </FormActions>
      </Form>
      <RolePermissions role={role} />
    </div>
  )
}
