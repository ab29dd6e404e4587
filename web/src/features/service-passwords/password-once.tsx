import { Button, Checkbox } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import type { ServiceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { saveText } from '../../lib/save-text.ts'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { SecretField } from '../../ui/secret-field.tsx'
import { ExampleCalls } from './example-calls.tsx'
import { environmentFile } from './example-texts.ts'
import classes from './service-passwords.module.css'
import { TryCall } from './try-call.tsx'

type Props = {
  readonly account: ServiceAccountWithPassword
  readonly title: string
  readonly onDone: () => void
}

/** The one screen that shows a password, with calls that work for this account; whoever leaves it empty-handed is asked. */
export function PasswordOnce({ account, title, onDone }: Props) {
  const { say } = useText()
  const [isShown, setShown] = useState(false)
  const [isSafe, setSafe] = useState(false)
  const [isStored, setStored] = useState(false)
  const leaving = useBlocker({
    shouldBlockFn: () => !isSafe && !isStored,
    enableBeforeUnload: () => !isSafe && !isStored,
    withResolver: true,
  })
  return (
    <div className={classes['once']}>
      <PageTitle about={say('servicePasswords.once.about')}>{title}</PageTitle>
      <dl className={classes['secrets']}>
        <div className={classes['secret']}>
          <dt>{say('serviceAccounts.columns.client')}</dt>
          <dd>
            <code>{account.client_id}</code>
            <CopyButton value={account.client_id} what={say('serviceAccounts.clientId')} />
          </dd>
        </div>
        <SecretField
          label={say('servicePasswords.once.password')}
          value={account.password}
          isShown={isShown}
          onShow={setShown}
          onCopy={() => setSafe(true)}
        />
      </dl>
      <Button
        variant="default"
        leftSection={<Icon name="download" />}
        onClick={() => {
          saveText(`${account.name}.env`, environmentFile(account))
          setSafe(true)
        }}
      >
        {say('servicePasswords.once.download')}
      </Button>
      <section className={classes['part']}>
        <h2>{say('servicePasswords.once.call')}</h2>
        <ExampleCalls account={account} isShown={isShown} onCopy={() => setSafe(true)} />
        <TryCall account={account} />
      </section>
      <Notice>{say('servicePasswords.once.lost')}</Notice>
      <div className={classes['done']}>
        <Checkbox
          label={say('servicePasswords.once.stored')}
          checked={isStored}
          onChange={(event) => setStored(event.currentTarget.checked)}
        />
        <Button onClick={onDone}>{say('servicePasswords.once.done')}</Button>
      </div>
      <ConfirmDialogue
        isOpen={leaving.status === 'blocked'}
        title={say('servicePasswords.once.leave.title')}
        confirm={say('servicePasswords.once.leave.go')}
        cancel={say('servicePasswords.once.leave.stay')}
        onConfirm={() => leaving.proceed?.()}
        onCancel={() => leaving.reset?.()}
      >
        {say('servicePasswords.once.leave.about', { name: account.name })}
      </ConfirmDialogue>
    </div>
  )
}
