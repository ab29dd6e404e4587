import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  ServiceAccountAnswer,
  ServiceAccountWithPassword,
  ServicePasswordAnswer,
} from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { formatInstant, formatNumber } from '../../lib/format.ts'
import { useContract } from '../../lib/session.ts'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAct } from '../../ui/use-act.ts'
import { When } from '../../ui/when.tsx'
import { NewPasswordDialogue } from './new-password-dialogue.tsx'
import { endPassword } from './service-passwords.api.ts'
import classes from './service-passwords.module.css'

type Props = {
  readonly account: ServiceAccountAnswer
  readonly onMade: (made: ServiceAccountWithPassword) => void
}

/** The passwords that work, side by side while they overlap, each with its own last use. */
export function AccountPasswords({ account, onMade }: Props) {
  const { say } = useText()
  const [isRenewing, setRenewing] = useState(false)
  const [ending, setEnding] = useState<ServicePasswordAnswer>()
  return (
    <section className={classes['part']}>
      <div className={classes['head']}>
        <h2>{say('servicePasswords.title')}</h2>
        <Button onClick={() => setRenewing(true)}>{say('servicePasswords.renew')}</Button>
      </div>
      {account.passwords.length === 0 && <Notice>{say('servicePasswords.none')}</Notice>}
      <div className={classes['passwords']}>
        {account.passwords.map((password) => (
          <Password key={password.id} password={password} onEnd={() => setEnding(password)} />
        ))}
      </div>
      <NewPasswordDialogue
        account={account}
        isOpen={isRenewing}
        onClose={() => setRenewing(false)}
        onMade={onMade}
      />
      <EndDialogue account={account} password={ending} onClose={() => setEnding(undefined)} />
    </section>
  )
}

type PasswordProps = { readonly password: ServicePasswordAnswer; readonly onEnd: () => void }

function Password({ password, onEnd }: PasswordProps) {
  const { say, language } = useText()
  const zone = useContract()?.time_zone ?? 'UTC'
  const facts = [
    {
      label: say('servicePasswords.made'),
      value: (
        <>
          <When at={password.created_at} exact /> · {say(`servicePasswords.choice.kinds.${password.kind}`)}
        </>
      ),
    },
    {
      label: say('serviceAccounts.columns.used'),
      value:
        password.last_used_at === null ? (
          say('serviceAccounts.facts.never')
        ) : (
          <When at={password.last_used_at} />
        ),
    },
    { label: say('servicePasswords.from'), value: password.last_used_address },
    { label: say('servicePasswords.by'), value: password.last_used_client },
    { label: say('servicePasswords.calls'), value: formatNumber(password.calls, language) },
  ]
  return (
    <article className={classes['password']}>
      <div className={classes['head']}>
        <h3>
          {password.ends_at === null
            ? say('servicePasswords.current')
            : say('servicePasswords.old', {
                until: formatInstant(new Date(password.ends_at), language, zone),
              })}
        </h3>
        <Button variant="default" size="xs" onClick={onEnd}>
          {say(`servicePasswords.${password.ends_at === null ? 'endCurrent' : 'endOld'}`)}
        </Button>
      </div>
      <dl className={classes['lines']}>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value ?? '–'}</dd>
          </div>
        ))}
      </dl>
    </article>
  )
}

type EndProps = {
  readonly account: ServiceAccountAnswer
  /** Which one; undefined while nobody asks. */
  readonly password: ServicePasswordAnswer | undefined
  readonly onClose: () => void
}

function EndDialogue({ account, password, onClose }: EndProps) {
  const { say } = useText()
  const queries = useQueryClient()
  const ending = useAct({
    act: (id: string) => endPassword(account, id),
    said: say('servicePasswords.ended'),
    onDone: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['service-accounts', account.contract] })
    },
  })
  const isLast = password?.ends_at === null
  return (
    <ConfirmDialogue
      isOpen={password !== undefined}
      title={say(`servicePasswords.${isLast ? 'endCurrentTitle' : 'endOldTitle'}`)}
      confirm={say('servicePasswords.endDo')}
      isDestructive
      isBusy={ending.isBusy}
      error={ending.error}
      onConfirm={() => password !== undefined && ending.start(password.id)}
      onCancel={onClose}
    >
      <p>{say(`servicePasswords.${isLast ? 'endCurrentAbout' : 'endOldAbout'}`)}</p>
      {password !== undefined && <LastUse password={password} />}
    </ConfirmDialogue>
  )
}

/** Who still uses it. */
function LastUse({ password }: { readonly password: ServicePasswordAnswer }) {
  const { say } = useText()
  if (password.last_used_at === null) return <p>{say('servicePasswords.unused')}</p>
  return (
    <p>
      {say('servicePasswords.stillUsed', {
        client: password.last_used_client ?? '–',
        address: password.last_used_address ?? '–',
      })}{' '}
      <When at={password.last_used_at} />
    </p>
  )
}
