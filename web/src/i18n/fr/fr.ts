import { words } from '@catalytics/contract/words/fr/words.ts'
import { accounts } from './accounts.ts'
import { activity } from './activity.ts'
import { contracts } from './contracts.ts'
import { frame } from './frame.ts'
import { glossary } from './glossary.ts'
import { invitations } from './invitations.ts'
import { members } from './members.ts'
import { people } from './people.ts'
import { quarantine } from './quarantine.ts'
import { segments } from './segments.ts'
import { serviceAccounts } from './service-accounts.ts'
import { servicePasswords } from './service-passwords.ts'
import { sites } from './sites.ts'
import { support } from './support.ts'
import { ui } from './ui.ts'

/** All texts, by room. */
export const fr = {
  ...words,
  accounts,
  activity,
  contracts,
  frame,
  glossary,
  invitations,
  members,
  people,
  quarantine,
  segments,
  serviceAccounts,
  servicePasswords,
  sites,
  support,
  ui,
}
