import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { useText } from '../../i18n/texts.ts'
import { Answer } from '../../ui/answer.tsx'
import { Arrival } from '../../ui/arrival.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Section } from '../../ui/section.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { DeliveriesTable } from './deliveries-table.tsx'
import { erasureQuery } from './people.api.ts'

type Props = {
  readonly contract: ContractId
  readonly leadId: string
  readonly onAnother: () => void
}

/** How far an erasure is, and afterwards who had received the person. */
export function ErasureProgress({ contract, leadId, onAnother }: Props) {
  const { say } = useText()
  const erasure = useQuery(erasureQuery(contract, leadId))
  return (
    <>
      <Answer of={erasure} skeleton={<Skeleton height={280} />}>
        {({ status, erased_at: at, deliveries }) => (
          <>
            <Arrival>
              <Section
                title={say('people.erasure.title')}
                about={say(status === 'done' ? 'people.erasure.doneAbout' : 'people.erasure.runningAbout')}
              >
                <div role="status">
                  <Facts
                    facts={[
                      {
                        label: say('people.erasure.state'),
                        value: (
                          <StateTag meaning={status === 'done' ? 'good' : 'warn'}>
                            {say(`people.erasure.${status}`)}
                          </StateTag>
                        ),
                      },
                      { label: say('people.erasure.at'), value: <When at={at} exact /> },
                      { label: say('people.leadId'), value: <code>{leadId}</code> },
                    ]}
                  />
                </div>
              </Section>
            </Arrival>
            <Section title={say('people.erasure.tell')} about={say('people.erasure.tellAbout')}>
              {status === 'done' ? (
                <DeliveriesTable deliveries={deliveries} />
              ) : (
                <p>{say('people.erasure.listing')}</p>
              )}
            </Section>
          </>
        )}
      </Answer>
      <Button variant="default" onClick={onAnother}>
        {say('people.another')}
      </Button>
    </>
  )
}
