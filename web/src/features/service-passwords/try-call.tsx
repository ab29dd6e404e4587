import type { ServiceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { CodeText } from '../../ui/code-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { useAct } from '../../ui/use-act.ts'
import classes from './service-passwords.module.css'
import { tryCall } from './service-passwords.try.ts'

/** Makes the call of the examples from here, as the account, and shows what really comes back. */
export function TryCall({ account }: { readonly account: ServiceAccountWithPassword }) {
  const { say } = useText()
  // What came stands in a region of its own.
  const trying = useAct({ act: () => tryCall(account), said: null })
  const { answer: data } = trying
  return (
    <div className={classes['try']}>
      <div className={classes['line']}>
        <ActButton
          variant="default"
          leftSection={<Icon name="play" />}
          isBusy={trying.isBusy}
          onClick={() => trying.start()}
        >
          {say('servicePasswords.try.do')}
        </ActButton>
        <p role="status">
          {data !== undefined && (
            <StateTag meaning={data.isOk ? 'good' : 'bad'}>
              {data.rows === undefined
                ? say('servicePasswords.try.answered', { status: data.status, ms: data.milliseconds })
                : say('servicePasswords.try.leads', {
                    status: data.status,
                    count: data.rows,
                    ms: data.milliseconds,
                  })}
            </StateTag>
          )}
        </p>
      </div>
      {trying.error !== null && <ProblemNote error={trying.error} />}
      {data !== undefined && <CodeText label={say('servicePasswords.try.answer')} text={data.text} />}
    </div>
  )
}
