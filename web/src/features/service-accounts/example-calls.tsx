import { Tabs } from '@mantine/core'
import type { ServiceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { covered } from '../../ui/secret-field.tsx'
import { exampleKinds, exampleText } from './example-texts.ts'
import classes from './service-accounts.module.css'

type Props = {
  readonly account: ServiceAccountWithPassword
  /** Whether the password is readable in the texts; it is always in what is copied. */
  readonly isShown: boolean
  readonly onCopy: () => void
}

const names = { curl: 'curl', typescript: 'TypeScript', python: 'Python', powerquery: 'Power Query' } as const

/** Programs that work as they are, in four languages. */
export function ExampleCalls({ account, isShown, onCopy }: Props) {
  const { say } = useText()
  const shown = isShown ? account : { ...account, password: covered(account.password) }
  return (
    <Tabs defaultValue="curl" keepMounted={false}>
      <Tabs.List>
        {exampleKinds.map((kind) => (
          <Tabs.Tab key={kind} value={kind}>
            {names[kind]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {exampleKinds.map((kind) => (
        <Tabs.Panel key={kind} value={kind} className={classes['example']}>
          {/* Scrolled by keyboard too. */}
          <pre tabIndex={0} role="region" aria-label={names[kind]}>
            {exampleText(kind, shown)}
          </pre>
          <div className={classes['copy']}>
            <CopyButton
              value={exampleText(kind, account)}
              what={say('serviceAccounts.once.example')}
              onCopy={onCopy}
            />
          </div>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
