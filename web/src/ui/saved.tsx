import { useText } from '../i18n/texts.ts'
import { StateTag } from './state-tag.tsx'

/** Says beside the button that what was asked for is done; to the ear too. */
export function Saved({ when, children }: { readonly when: boolean; readonly children?: string }) {
  const { say } = useText()
  return (
    <span role="status">{when && <StateTag meaning="good">{children ?? say('ui.saved')}</StateTag>}</span>
  )
}
