import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { MemberAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { useFromHere } from '../../lib/from-here.ts'
import { hindranceOf } from '../../lib/role-limits.ts'
import { sessionQuery, useSession, type OwnContract } from '../../lib/session.ts'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { Dialogue } from '../../ui/dialogue.tsx'
import { FormActions } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { RowDialogue } from '../../ui/row-dialogue.ts'
import { useAct } from '../../ui/use-act.ts'
import { removeMember } from './members.api.ts'

type Props = {
  readonly contract: OwnContract
  readonly members: readonly MemberAnswer[]
  readonly state: RowDialogue<MemberAnswer>
}

/** Takes somebody out of the contract when their address is typed; or says why they stay. */
export function RemoveDialogue({ contract, members, state }: Props) {
  const { say } = useText()
  const { user: own } = useSession()
  const { subject: member } = state
  const removing = useRemoval(contract, state.close)
  if (member === undefined) return null
  const hindrance = hindranceOf(member, members, contract)
  const title = say('members.remove.title', { name: member.name, contract: contract.name })
  if (hindrance !== undefined) {
    return (
      <Dialogue isOpen={state.isOpen} onClose={state.close} onClosed={state.giveBack} title={title}>
        <Notice>{say(`members.hindrances.${hindrance}`, { name: member.name })}</Notice>
        <FormActions>
          <Button variant="default" data-autofocus onClick={state.close}>
            {say('ui.close')}
          </Button>
        </FormActions>
      </Dialogue>
    )
  }
  return (
    <ConfirmDialogue
      isOpen={state.isOpen}
      title={title}
      confirm={say('members.remove.do')}
      typed={member.email}
      isDestructive
      isBusy={removing.isBusy}
      error={removing.error}
      onConfirm={() => removing.start(member)}
      onCancel={state.close}
      onClosed={state.giveBack}
    >
      <p>
        {member.user === own.id
          ? say('members.remove.ownFollows', { contract: contract.name })
          : say('members.remove.follows', { name: member.name, contract: contract.name })}
      </p>
      <p>{say('members.remove.stays')}</p>
    </ConfirmDialogue>
  )
}

function useRemoval(contract: OwnContract, onDone: () => void) {
  const { say } = useText()
  const queries = useQueryClient()
  const router = useRouter()
  const fromHere = useFromHere()
  const { user: own } = useSession()
  return useAct({
    act: (member: MemberAnswer) => removeMember(contract.id, member.user),
    said: (_, { name }) => say('members.remove.done', { name }),
    onDone: async (_, member) => {
      if (member.user === own.id) {
        await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
        await fromHere(() => router.navigate({ to: '/' }))
        await router.invalidate()
        queries.removeQueries({ queryKey: ['members', contract.id] })
        return
      }
      await queries.invalidateQueries({ queryKey: ['members', contract.id] })
      onDone()
    },
  })
}
