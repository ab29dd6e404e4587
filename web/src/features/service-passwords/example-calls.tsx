import { Tabs } from '@mantine/core'
import type { ServiceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { CodeText } from '../../ui/code-text.tsx'
import { covered } from '../../ui/secret-field.tsx'
import { exampleKinds, exampleText } from './example-texts.ts'
import classes from './service-passwords.module.css'

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
          <CodeText
            label={names[kind]}
            text={exampleText(kind, shown)}
            copy={{ value: exampleText(kind, account), what: say('servicePasswords.once.example'), onCopy }}
          />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
