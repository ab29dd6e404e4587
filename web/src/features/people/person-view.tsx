import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { PersonData } from '@catalytics/contract/people.ts'
import { useText } from '../../i18n/texts.ts'
import { saveText } from '../../lib/save-text.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Arrival } from '../../ui/arrival.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Section } from '../../ui/section.tsx'
import { useAct } from '../../ui/use-act.ts'
import { DeliveriesTable } from './deliveries-table.tsx'
import { EraseDialogue } from './erase-dialogue.tsx'
import { findPerson } from './people.api.ts'
import classes from './people.module.css'
import { PersonActions } from './person-actions.tsx'
import { PersonFacts } from './person-facts.tsx'
import { WithdrawDialogue } from './withdraw-dialogue.tsx'

type Props = {
  readonly contract: ContractId
  readonly person: PersonData
  readonly onWithdrawn: (consent: PersonData['consent']) => void
  readonly onErased: () => void
}

/** Everything that is stored about one person, in words, and what can be done about it. */
export function PersonView({ contract, person, onWithdrawn, onErased }: Props) {
  const { say } = useText()
  const [asked, setAsked] = useState<'withdraw' | 'erase'>()
  const close = () => setAsked(undefined)
  // Asked for anew: the log tells who took a copy, and the copy is as of now.
  const downloading = useAct({
    act: () => findPerson(contract, { lead_id: person.lead_id, purpose: 'download' }),
    said: say('people.downloaded'),
    onDone: (data) => saveText(`person-${data.lead_id}.json`, `${JSON.stringify(data, undefined, 2)}\n`),
  })
  return (
    <article aria-label={person.email}>
      <header className={classes['head']}>
        <Arrival>
          <h2>{person.email}</h2>
        </Arrival>
        <div className={classes['todo']}>
          <ActButton
            variant="default"
            leftSection={<Icon name="download" />}
            isBusy={downloading.isBusy}
            onClick={() => downloading.start()}
          >
            {say('people.download')}
          </ActButton>
          {person.consent.manufacturer && (
            <Button variant="default" onClick={() => setAsked('withdraw')}>
              {say('people.withdraw.link')}
            </Button>
          )}
          <Button variant="outline" color="bad" onClick={() => setAsked('erase')}>
            {say('people.erase.link')}
          </Button>
        </div>
      </header>
      <div role="status">{downloading.error !== null && <ProblemNote error={downloading.error} />}</div>
      <Section title={say('people.data')} about={say('people.dataAbout')}>
        <PersonFacts person={person} />
      </Section>
      <Section title={say('people.actions.title')} about={say('people.actions.about')}>
        <PersonActions actions={person.actions} />
      </Section>
      <Section title={say('people.deliveries.title')} about={say('people.deliveries.about')}>
        <DeliveriesTable deliveries={person.deliveries} />
      </Section>
      <WithdrawDialogue
        contract={contract}
        person={person}
        isOpen={asked === 'withdraw'}
        onDone={(consent) => {
          close()
          onWithdrawn(consent)
        }}
        onCancel={close}
      />
      <EraseDialogue
        contract={contract}
        person={person}
        isOpen={asked === 'erase'}
        onDone={onErased}
        onCancel={close}
      />
    </article>
  )
}
