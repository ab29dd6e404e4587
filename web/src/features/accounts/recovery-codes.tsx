import { Button } from '@mantine/core'
import { useText } from '../../i18n/texts.ts'
import { saveText } from '../../lib/save-text.ts'
import { Arrival } from '../../ui/arrival.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import classes from './accounts.module.css'

type Props = { readonly codes: readonly string[]; readonly onDone: () => void }

/** Codes for when the authenticator is lost, shown once. */
export function RecoveryCodes({ codes, onDone }: Props) {
  const { say } = useText()
  const all = codes.join('\n')
  return (
    <div className={classes['form']}>
      <Arrival>
        <Notice>{say('accounts.factor.codesShown')}</Notice>
      </Arrival>
      <ul className={classes['codes']}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={classes['buttons']}>
        <CopyButton value={all} what={say('accounts.factor.codesName')} />
        <Button
          variant="default"
          leftSection={<Icon name="download" />}
          onClick={() => saveText('catalytics-recovery-codes.txt', `${all}\n`)}
        >
          {say('accounts.factor.codesSave')}
        </Button>
        <Button onClick={onDone}>{say('accounts.factor.codesDone')}</Button>
      </div>
    </div>
  )
}
