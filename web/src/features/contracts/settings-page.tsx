import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { features, type ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText } from '../../i18n/texts.ts'
import { Answer } from '../../ui/answer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Section } from '../../ui/section.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { contractQuery } from './contracts.api.ts'
import classes from './contracts.module.css'
import { FactorForm } from './factor-form.tsx'
import { FactorState } from './factor-state.tsx'
import { GeneralForm } from './general-form.tsx'
import { RetentionForm } from './retention-form.tsx'

const route = getRouteApi('/inside/c/$contract/settings/')

/** What a contract is called and how it treats what comes in. */
export function SettingsPage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const answer = useQuery(contractQuery(contract.id))
  return (
    <>
      <PageTitle about={say('contracts.general.about')}>{say('contracts.title')}</PageTitle>
      <Answer of={answer} skeleton={<Skeleton height={720} />}>
        {(found) => (
          <>
            <GeneralForm contract={found} />
            <Section title={say('contracts.retention.title')} about={say('contracts.retention.about')}>
              <RetentionForm contract={found} />
            </Section>
            <Section title={say('contracts.factor.title')} about={say('contracts.factor.about')}>
              {contract.permissions.includes('require_second_factor') ? (
                <FactorForm contract={found} />
              ) : (
                <FactorState contract={found} />
              )}
            </Section>
            <Section title={say('contracts.features.title')} about={say('contracts.features.about')}>
              <Fixed contract={found} />
            </Section>
          </>
        )}
      </Answer>
    </>
  )
}

/** What the operator alone can change, and what never changes. */
function Fixed({ contract }: { readonly contract: ContractAnswer }) {
  const { say } = useText()
  return (
    <div className={classes['form']}>
      <Facts
        facts={[
          ...features.map((feature) => ({
            label: say(`contracts.features.names.${feature}`),
            value: contract.features.includes(feature) ? (
              <StateTag meaning="good">{say('contracts.features.on')}</StateTag>
            ) : (
              <StateTag meaning="quiet">{say('contracts.features.off')}</StateTag>
            ),
          })),
          {
            label: say('contracts.id'),
            value: (
              <span className={classes['copied']}>
                <code>{contract.id}</code>
                <CopyButton value={contract.id} what={say('contracts.id')} />
              </span>
            ),
          },
          { label: say('contracts.made'), value: <When at={contract.created_at} exact /> },
        ]}
      />
    </div>
  )
}
