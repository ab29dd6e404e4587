import { Anchor, Skeleton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { Site } from '@catalytics/contract/sites.ts'
import { useText } from '../../i18n/texts.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Answer } from '../../ui/answer.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Section } from '../../ui/section.tsx'
import { useAct } from '../../ui/use-act.ts'
import { SiteForm } from './site-form.tsx'
import { SiteKey } from './site-key.tsx'
import { SiteState } from './site-state.tsx'
import { SiteTag } from './site-tag.tsx'
import { changeSite, sitesQuery } from './sites.api.ts'
import classes from './sites.module.css'

const route = getRouteApi('/inside/c/$contract/settings/sites/$site')

/** One site: the tag for its pages, which of them may send, its key. */
export function SitePage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const { site: key } = route.useParams()
  const sites = useQuery(sitesQuery(contract.id))
  const found = sites.data?.data.find((site) => site.key === key)
  return (
    <>
      <p className={classes['back']}>
        <Anchor
          renderRoot={(props) => (
            <Link {...props} to="/c/$contract/settings/sites" params={{ contract: contract.id }} />
          )}
        >
          {say('sites.title')}
        </Anchor>
      </p>
      <PageTitle about={found && <SiteState site={found} />}>{found?.name ?? key}</PageTitle>
      <Answer
        of={sites}
        skeleton={<Skeleton height={480} />}
        isEmpty={() => found === undefined}
        empty={<EmptyState title={say('sites.site.nothing')}>{say('sites.site.nothingAbout')}</EmptyState>}
      >
        {() => found !== undefined && <SiteParts key={found.key} contract={contract.id} site={found} />}
      </Answer>
    </>
  )
}

type PartsProps = { readonly contract: ContractId; readonly site: Site }

function SiteParts({ contract, site }: PartsProps) {
  const { say } = useText()
  const queries = useQueryClient()
  const settingUp = useAct({
    act: () => changeSite(contract, site, {}),
    said: say('sites.site.setUpDone'),
    // Somebody else may have been faster: then it is set up all the same.
    onEnded: () => queries.invalidateQueries({ queryKey: ['sites', contract] }),
  })
  if (site.public_key === null) {
    return (
      <>
        {settingUp.error !== null && <ProblemNote error={settingUp.error} />}
        <EmptyState
          title={say('sites.site.notSetUp')}
          action={
            <ActButton isBusy={settingUp.isBusy} onClick={() => settingUp.start()}>
              {say('sites.site.setUp')}
            </ActButton>
          }
        >
          {say('sites.site.notSetUpAbout')}
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <Section title={say('sites.site.settings')} about={say('sites.site.settingsAbout')}>
        <SiteForm contract={contract} site={site} />
      </Section>
      <Section title={say('sites.site.tag')} about={say('sites.site.tagAbout')}>
        <SiteTag contract={contract} publicKey={site.public_key} />
      </Section>
      <Section title={say('sites.site.key')} about={say('sites.site.keyAbout')}>
        <SiteKey contract={contract} site={site} publicKey={site.public_key} />
      </Section>
    </>
  )
}
