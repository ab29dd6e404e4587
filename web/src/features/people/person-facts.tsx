import type { PersonData } from '@catalytics/contract/people.ts'
import { profileFields } from '@catalytics/contract/person-columns.ts'
import { useText } from '../../i18n/texts.ts'
import { nameOf } from '../../lib/format.ts'
import { Facts } from '../../ui/facts.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import classes from './people.module.css'

const coded = { country: 'region', language: 'language' } as const

/** Consent and profile: what the person said last, and when. */
export function PersonFacts({ person }: { readonly person: PersonData }) {
  const { say, language } = useText()
  const { consent } = person
  const known = profileFields.flatMap((field) => {
    const told = person.profile[field]
    if (told === undefined) return []
    const kind = field === 'country' || field === 'language' ? coded[field] : undefined
    return [
      {
        label: say(`personFields.${field}`),
        value: (
          <span className={classes['told']}>
            <span>{kind === undefined ? told.value : nameOf(kind, told.value, language)}</span>
            <span className={classes['since']}>
              <When at={told.at} />
            </span>
          </span>
        ),
      },
    ]
  })
  return (
    <Facts
      facts={[
        {
          label: say('people.consent.title'),
          value: (
            <span className={classes['told']}>
              <StateTag meaning={consent.manufacturer ? 'good' : 'quiet'}>
                {say(consent.manufacturer ? 'people.consent.yes' : 'people.consent.no')}
              </StateTag>
              <span className={classes['since']}>
                {consent.at !== null && <When at={consent.at} exact />}
                {consent.text !== null && ` · ${say('people.consent.text', { version: consent.text })}`}
              </span>
            </span>
          ),
        },
        { label: say('people.firstSeen'), value: <When at={person.first_seen_at} exact /> },
        { label: say('people.leadId'), value: <code>{person.lead_id}</code> },
        {
          label: say('quarantine.title'),
          value: say('people.quarantined', { count: person.quarantined }),
        },
        ...known,
      ]}
    />
  )
}
