import type { ContractId } from '@catalytics/contract/ids.ts'
import type { PersonData } from '@catalytics/contract/people.ts'
import { useText } from '../../i18n/texts.ts'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { useAct } from '../../ui/use-act.ts'
import { erasePerson } from './people.api.ts'

type Props = {
  readonly contract: ContractId
  readonly person: PersonData
  readonly isOpen: boolean
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** Erases somebody for good, when their e-mail was typed. */
export function EraseDialogue({ contract, person, isOpen, onDone, onCancel }: Props) {
  const { say } = useText()
  const doing = useAct({
    act: () => erasePerson(contract, person.lead_id),
    // How far the erasure is takes the focus.
    said: null,
    onDone: onDone,
  })
  return (
    <ConfirmDialogue
      isOpen={isOpen}
      title={say('people.erase.title', { email: person.email })}
      confirm={say('people.erase.link')}
      typed={person.email}
      isDestructive
      isBusy={doing.isBusy}
      error={doing.error}
      onConfirm={doing.start}
      onCancel={onCancel}
    >
      <p>{say('people.erase.follows')}</p>
      <p>{say('people.erase.after')}</p>
    </ConfirmDialogue>
  )
}
