import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { getPerson, type PersonData } from '@catalytics/contract/people.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useForm } from '../../ui/use-form.ts'
import { findPerson } from './people.api.ts'
import classes from './people.module.css'
import { PersonView } from './person-view.tsx'

type Withdrawn = { readonly lead: string; readonly consent: PersonData['consent'] }

type Props = { readonly contract: ContractId; readonly onErased: (leadId: string) => void }

/** Finds a person by e-mail. What is found lives on this page only: in no address, and in no cache. */
export function PersonSearch({ contract, onErased }: Props) {
  const { say } = useText()
  const [withdrawn, setWithdrawn] = useState<Withdrawn>()
  const form = useForm({
    fields: { email: field({ label: say('people.email'), id: 'person-email', first: '' }) },
    body: (own) => own,
    schema: getPerson,
    send: (find) => findPerson(contract, find),
    // Who was found takes the focus.
    said: null,
    onSent: () => setWithdrawn(undefined),
  })
  const person = form.answer
  return (
    <>
      <Form label={say('people.find')} of={form}>
        <div className={classes['search']}>
          <TextInput
            {...form.field('email')}
            type="email"
            description={say('people.findHelp')}
            autoComplete="off"
            spellCheck={false}
          />
          <SendButton of={form} leftSection={<Icon name="search" />}>
            {say('people.find')}
          </SendButton>
        </div>
      </Form>
      {person !== undefined && (
        <PersonView
          key={person.lead_id}
          contract={contract}
          person={withdrawn?.lead === person.lead_id ? { ...person, consent: withdrawn.consent } : person}
          // Reading it again would be another look, in the log too.
          onWithdrawn={(consent) => setWithdrawn({ lead: person.lead_id, consent })}
          onErased={() => onErased(person.lead_id)}
        />
      )}
    </>
  )
}
