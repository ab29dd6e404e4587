import type { ContractId } from '@catalytics/contract/ids.ts'
import type { PersonData } from '@catalytics/contract/people.ts'
import { useText } from '../../i18n/texts.ts'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { useAct } from '../../ui/use-act.ts'
import { withdrawConsent } from './people.api.ts'

type Props = {
  readonly contract: ContractId
  readonly person: PersonData
  readonly isOpen: boolean
  /** With what is known of the consent now. */
  readonly onDone: (consent: PersonData['consent']) => void
  readonly onCancel: () => void
}

/** Takes back the consent that the manufacturer receives somebody's data. */
export function WithdrawDialogue({ contract, person, isOpen, onDone, onCancel }: Props) {
  const { say } = useText()
  const doing = useAct({
    act: () => withdrawConsent(contract, person.lead_id),
    said: say('people.withdraw.done'),
    onDone: ({ consent }) => onDone(consent),
  })
  return (
    <ConfirmDialogue
      isOpen={isOpen}
      title={say('people.withdraw.title', { email: person.email })}
      confirm={say('people.withdraw.link')}
      isBusy={doing.isBusy}
      error={doing.error}
      onConfirm={doing.start}
      onCancel={onCancel}
    >
      <p>{say('people.withdraw.follows')}</p>
    </ConfirmDialogue>
  )
}
