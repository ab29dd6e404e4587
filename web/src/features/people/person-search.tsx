import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { AskPerson, PersonData } from '@catalytics/contract/people.ts'
import { useText } from '../../i18n/texts.ts'
import { Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { errorOf } from '../../ui/problem-summary.tsx'
import { findPerson } from './people.api.ts'
import classes from './people.module.css'
import { PersonView } from './person-view.tsx'

type Withdrawn = { readonly lead: string; readonly consent: PersonData['consent'] }

type Props = { readonly contract: ContractId; readonly onErased: (leadId: string) => void }

/** Finds a person by e-mail. What is found lives on this page only: in no address, and in no cache. */
export function PersonSearch({ contract, onErased }: Props) {
  const { say } = useText()
  const [email, setEmail] = useState('')
  const [withdrawn, setWithdrawn] = useState<Withdrawn>()
  const finding = useMutation({
    mutationFn: (find: AskPerson) => findPerson(contract, find),
    gcTime: 0,
    onSuccess: () => setWithdrawn(undefined),
  })
  const { data: person, error } = finding
  const fieldError = errorOf(error, 'email')
  return (
    <>
      <Form label={say('people.find')} onSubmit={() => finding.mutate({ email })}>
        <div className={classes['search']}>
          <TextInput
            id="person-email"
            type="email"
            label={say('people.email')}
            description={say('people.findHelp')}
            autoComplete="off"
            spellCheck={false}
            error={fieldError}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Button type="submit" leftSection={<Icon name="search" />} loading={finding.isPending}>
            {say('people.find')}
          </Button>
        </div>
      </Form>
      <div className={classes['found']} role="status">
        {error !== null && fieldError === undefined && <ProblemNote error={error} />}
      </div>
      {person !== undefined && (
        <PersonView
          contract={contract}
          person={withdrawn?.lead === person.lead_id ? { ...person, consent: withdrawn.consent } : person}
          // Reading it again would be another look, in the log too.
          onWithdrawn={(consent) => setWithdrawn({ lead: person.lead_id, consent })}
          onErased={() => {
            finding.reset()
            onErased(person.lead_id)
          }}
        />
      )}
    </>
  )
}
