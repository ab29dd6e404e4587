import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { PersonData } from '@catalytics/contract/people.ts'
import { useText } from '../../i18n/texts.ts'
import { saveText } from '../../lib/save-text.ts'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/section.tsx'
import { DeliveriesTable } from './deliveries-table.tsx'
import { EraseDialogue } from './erase-dialogue.tsx'
import classes from './people.module.css'
import { PersonActions } from './person-actions.tsx'
import { PersonFacts } from './person-facts.tsx'
import { WithdrawDialogue } from './withdraw-dialogue.tsx'

type Props = {
  readonly contract: ContractId
  readonly person: PersonData
  readonly onChanged: () => void
  readonly onErased: () => void
}

/** Everything that is stored about one person, in words, and what can be done about it. */
export function PersonView({ contract, person, onChanged, onErased }: Props) {
  const { say } = useText()
  const [asked, setAsked] = useState<'withdraw' | 'erase'>()
  const close = () => setAsked(undefined)
  return (
    <article aria-label={person.email}>
      <header className={classes['head']}>
        <h2>{person.email}</h2>
        <div className={classes['todo']}>
          <Button
            variant="default"
            leftSection={<Icon name="download" />}
            onClick={() =>
              saveText(
                `person-${person.lead_id}.json`,
                `${JSON.stringify(person, undefined, 2)}
`,
              )
            }
          >
            {say('people.download')}
          </Button>
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
        onDone={() => {
          close()
          onChanged()
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
