import { Button, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { MemberAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { sessionQuery, useSession, type OwnContract } from '../../lib/session.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import type { RowDialogue } from '../../ui/row-dialogue.ts'
import { changeRole } from './members.api.ts'
import classes from './members.module.css'
import { RoleField } from './role-field.tsx'
import { hindranceOf } from './role-limits.ts'
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
    <Modal
      opened={state.isOpen}
      onClose={state.close}
      returnFocus={false}
      onExitTransitionEnd={state.giveBack}
      size={760}
      title={say('members.change.title', { name: member?.name ?? '' })}
      closeButtonProps={{ 'aria-label': say('ui.close') }}
    >
      {member !== undefined && (
        <Body contract={contract} member={member} members={members} onClose={state.close} />
      )}
    </Modal>
  )
}

type BodyProps = Omit<Props, 'state'> & { readonly member: MemberAnswer; readonly onClose: () => void }

// Apart, so that what was picked is forgotten when the dialogue closes.
function Body({ contract, member, members, onClose }: BodyProps) {
  const { say } = useText()
  const { user: own } = useSession()
  const [role, setRole] = useState(member.role)
  const changing = useChange(contract, member, onClose)
  const hindrance = hindranceOf(member, members, contract)
  const fields = { role: { label: say('members.role'), id: 'member-role' } }
  const change = () => (role === member.role ? onClose() : changing.mutate(role))
  return (
    <Form label={say('members.change.link')} onSubmit={change}>
      <ProblemSummary error={changing.error} fields={fields} />
      <div className={classes['choice']}>
        <div className={classes['picked']}>
          {hindrance === undefined ? (
            <RoleField
              id="member-role"
              contract={contract}
              role={role}
              onChange={setRole}
              error={errorOf(changing.error, 'role')}
            />
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
        {hindrance === undefined && (
          <Button type="submit" loading={changing.isPending}>
            {say('members.change.do')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {say(hindrance === undefined ? 'ui.cancel' : 'ui.close')}
        </Button>
      </FormActions>
    </Form>
  )
}

function useChange(contract: OwnContract, member: MemberAnswer, onDone: () => void) {
  const queries = useQueryClient()
  const router = useRouter()
  const { user: own } = useSession()
  return useMutation({
    mutationFn: (role: MemberAnswer['role']) => changeRole(contract.id, member.user, role),
    onSuccess: async () => {
      // What one may oneself is another thing now.
      if (member.user === own.id) {
        await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
        await router.invalidate()
      }
      await queries.invalidateQueries({ queryKey: ['members', contract.id] })
      onDone()
    },
  })
}
