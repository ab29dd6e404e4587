import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ChangeEvent, ComponentType } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { languages, type Language } from '@catalytics/contract/languages.ts'
import { createInvitation, type SentInvitation } from '@catalytics/contract/members.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { languageNames } from '../../i18n/languages.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { mayGive } from '../../lib/role-limits.ts'
import { canUse, useSession, type OwnContract } from '../../lib/session.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { invite } from './invitations.api.ts'
import classes from './invitations.module.css'

/** What the form takes from the room of members: the choice of a role, and what the role may do. */
export type RoleParts = {
  readonly RoleField: ComponentType<{
    readonly id: string
    readonly label: string
    readonly contract: OwnContract
    readonly role: Role
    readonly onChange: (event: ChangeEvent<HTMLSelectElement>) => void
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
  const intoOf = (picked: string) => possible.find(({ id }) => id === picked) ?? contract
  const form = useForm({
    fields: {
      email: field({ label: say('members.columns.email'), id: 'invite-email', first: '' }),
      contract: field<string>({
        label: say('invitations.invite.contract'),
        id: 'invite-contract',
        first: contract.id,
      }),
      role: field<Role>({ label: say('members.role'), id: 'invite-role', first: 'analyst' }),
      language: field<Language>({
        label: say('invitations.invite.language'),
        id: 'invite-language',
        first: own,
      }),
    },
    body: ({ contract: picked, role, ...invitation }) => ({
      ...invitation,
      role: roleIn(intoOf(picked), role),
    }),
    schema: createInvitation,
    send: (body) => invite(into.id, body),
    // The page that comes has the focus on its title.
    said: null,
    onSent: (made) => onSent(made, into.id),
  })
  const into = intoOf(form.values.contract)
  const role = roleIn(into, form.values.role)
  return (
    <div className={classes['choice']}>
      <Form label={say('invitations.invite.title')} of={form}>
        <TextInput
          {...form.field('email')}
          type="email"
          inputMode="email"
          autoComplete="off"
          description={say('invitations.invite.emailHelp')}
          required
        />
        {possible.length > 1 && (
          <NativeSelect
            {...form.field('contract')}
            data={possible.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <RoleField {...form.field('role')} contract={into} role={role} />
        <NativeSelect
          {...form.field('language')}
          description={say('invitations.invite.languageHelp')}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <FormActions>
          <SendButton of={form}>{say('invitations.invite.do')}</SendButton>
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

/** The role that was wanted, or the highest that may be given. */
function roleIn(into: OwnContract, wanted: Role): Role {
  return mayGive(wanted, into) ? wanted : 'administrator'
}
