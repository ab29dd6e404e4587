import { getRouteApi } from '@tanstack/react-router'
import { useText } from '../../i18n/texts.ts'
import { useFromHere } from '../../lib/from-here.ts'
import { ForRole } from '../../ui/for-role.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { ErasureProgress } from './erasure-progress.tsx'
import { PersonSearch } from './person-search.tsx'

const route = getRouteApi('/inside/c/$contract/settings/people')

/** What data protection asks for. The address never has an e-mail; an erasure in it is a random number. */
export function PeoplePage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const { erasure } = route.useSearch()
  const navigate = route.useNavigate()
  const fromHere = useFromHere()
  return (
    <>
      <PageTitle about={say('people.about')}>{say('people.title')}</PageTitle>
      <ForRole contract={contract} permission="manage_people" words={say('people.notForRole')}>
        {erasure === undefined ? (
          <PersonSearch
            contract={contract.id}
            onErased={(leadId) => void fromHere(() => navigate({ search: { erasure: leadId } }))}
          />
        ) : (
          <ErasureProgress
            contract={contract.id}
            leadId={erasure}
            onAnother={() => void navigate({ search: {} })}
          />
        )}
      </ForRole>
    </>
  )
}
