import type { ServiceAccountAnswer } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { StateTag } from '../../ui/state-tag.tsx'

const meanings = { enabled: 'good', disabled: 'quiet', expired: 'warn' } as const

/** Whether an account works. */
export function AccountState({ state }: Pick<ServiceAccountAnswer, 'state'>) {
  const { say } = useText()
  return <StateTag meaning={meanings[state]}>{say(`serviceAccounts.states.${state}`)}</StateTag>
}
