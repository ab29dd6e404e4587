import type { ReactNode } from 'react'
import { useText } from '../i18n/texts.ts'
import { canUse, type OwnContract, type OwnPermission } from '../lib/session.ts'
import { NotForRole } from './not-for-role.tsx'

type Props = {
  readonly contract: OwnContract
  readonly permission: OwnPermission
  /** Who may; that of administrators where absent. */
  readonly words?: string
  readonly children: ReactNode
}

/** What only some roles may use, where the page asks the server for nothing that would refuse it. */
export function ForRole({ contract, permission, words, children }: Props) {
  const { say } = useText()
  if (canUse(contract, permission)) return children
  return <NotForRole>{words ?? say('ui.forAdministrators')}</NotForRole>
}
