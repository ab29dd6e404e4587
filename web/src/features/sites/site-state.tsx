import type { Site } from '@catalytics/contract/sites.ts'
import { useText } from '../../i18n/texts.ts'
import { StateTag } from '../../ui/state-tag.tsx'

/** Whether the pages of a site may send events, and what is missing where they may not. */
export function SiteState({ site }: { readonly site: Site }) {
  const { say } = useText()
  if (site.public_key === null) return <StateTag meaning="quiet">{say('sites.states.notSetUp')}</StateTag>
  if (!site.enabled) return <StateTag meaning="quiet">{say('sites.states.off')}</StateTag>
  if (site.origins.length === 0) return <StateTag meaning="warn">{say('sites.states.noOrigin')}</StateTag>
  return <StateTag meaning="good">{say('sites.states.on')}</StateTag>
}
