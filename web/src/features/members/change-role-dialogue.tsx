import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { changeMember, type MemberAnswer } from '@catalytics/contract/members.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { hindranceOf } from '../../lib/role-limits.ts'
import { sessionQuery, useSession, type OwnContract } from '../../lib/session.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { CancelButton, Dialogue } from '../../ui/dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { RowDialogue } from '../../ui/row-dialogue.ts'
import { useEdit } from '../../ui/use-edit.ts'
import { changeRole, readMember } from './members.api.ts'
import classes from './members.module.css'
import { RoleField } from './role-field.tsx'
import { RolePermissions } from './role-permissions.tsx'

type Props = {
  readonly contract: OwnContract
  readonly members: readonly MemberAnswer[]
  readonly state: RowDialogue<MemberAnswer>
}

/** Gives a member another role, with what it may do beside it; or says why it stays. */
export function ChangeRoleDialogue({ contract, members, state }: Props) {
  const { say } = useText()
  const { subject: member } = state
  return (
    <Dialogue
      isOpen={state.isOpen}
      onClose={state.close}
      onClosed={state.giveBack}
      size={760}
      title={say('members.change.title', { name: member?.name ?? '' })}
    >
      {member !== undefined && (
        <Body contract={contract} member={member} members={members} onClose={state.close} />
      )}
    </Dialogue>
  )
}

type BodyProps = Omit<Props, 'state'> & { readonly member: MemberAnswer; readonly onClose: () => void }

// Apart, so that what was picked is forgotten when the dialogue closes.
function Body({ contract, member, members, onClose }: BodyProps) {
  const { say } = useText()
  const { user: own } = useSession()
  const edit = useRoleEdit(contract, member, onClose)
  const { role } = edit.values
  const hindrance = hindranceOf(member, members, contract)
  return (
    <Form label={say('members.change.link')} of={edit}>
      <div className={classes['choice']}>
        <div className={classes['picked']}>
          {hindrance === undefined ? (
            <RoleField data-autofocus {...edit.field('role')} contract={contract} role={role} />
          ) : (
            <Notice>{say(`members.hindrances.${hindrance}`, { name: member.name })}</Notice>
          )}
          {hindrance === undefined && (
            <p className={classes['second']}>
              {say(member.user === own.id ? 'members.change.ownFollows' : 'members.change.follows')}
            </p>
          )}
        </div>
        <RolePermissions role={role} />
      </div>
      <FormActions>
        {hindrance === undefined && <SendButton of={edit}>{say('members.change.do')}</SendButton>}
        <CancelButton onClick={onClose} {...(hindrance !== undefined && { 'data-autofocus': true })}>
          {say(hindrance === undefined ? 'ui.cancel' : 'ui.close')}
        </CancelButton>
      </FormActions>
    </Form>
  )
}

function useRoleEdit(contract: OwnContract, member: MemberAnswer, onDone: () => void) {
  const { say } = useText()
  const queries = useQueryClient()
  const router = useRouter()
  const { user: own } = useSession()
  return useEdit({
    saved: member,
    fieldsOf: ({ role }) => ({
      role: field<Role>({
        label: say('members.role'),
        id: 'member-role',
        first: role,
        words: (of) => say(`roles.${of}`),
      }),
    }),
    schema: changeMember,
    send: ({ role = member.role }, on) => changeRole(contract.id, on, role),
    reread: () => readMember(contract.id, member.user),
    said: say('members.change.done', { name: member.name }),
    onSaved: async (_, isAll) => {
      // What one may oneself is another thing now.
      if (member.user === own.id) {
        await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
        await router.invalidate()
      }
      await queries.invalidateQueries({ queryKey: ['members', contract.id] })
      if (isAll) onDone()
    },
  })
}
