import { words } from '@catalytics/contract/words/fr/words.ts'
import { accounts } from './accounts.ts'
import { activity } from './activity.ts'
import { contracts } from './contracts.ts'
import { frame } from './frame.ts'
import { glossary } from './glossary.ts'
import { members } from './members.ts'
import { people } from './people.ts'
import { quarantine } from './quarantine.ts'
import { serviceAccounts } from './service-accounts.ts'
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
  members,
  people,
  quarantine,
  serviceAccounts,
  support,
  ui,
}
