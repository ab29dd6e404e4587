import { Anchor, Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type {
  ServiceAccountAnswer,
  ServiceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { Answer } from '../../ui/answer.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { AccountActivity } from './account-activity.tsx'
import { AccountEnd } from './account-end.tsx'
import { AccountFacts } from './account-facts.tsx'
import { AccountPasswords } from './account-passwords.tsx'
import { AccountSight } from './account-sight.tsx'
import { PasswordOnce } from './password-once.tsx'
import { serviceAccountQuery } from './service-accounts.api.ts'
import classes from './service-accounts.module.css'

const route = getRouteApi('/inside/c/$contract/service-accounts/$account')

/** One service account: what it may, its passwords, what it did, its end. */
export function ServiceAccountPage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const { account } = route.useParams()
  const answer = useQuery(serviceAccountQuery(contract.id, account))
  const [made, setMade] = useState<ServiceAccountWithPassword>()
  if (made !== undefined) {
    return (
      <PasswordOnce
        account={made}
        title={say('serviceAccounts.once.renewed', { name: made.name })}
        onDone={() => setMade(undefined)}
      />
    )
  }
  return (
    <>
      <p className={classes['back']}>
        <Anchor
          renderRoot={(props) => (
            <Link {...props} to="/c/$contract/service-accounts" params={{ contract: contract.id }} />
          )}
        >
          {say('serviceAccounts.title')}
        </Anchor>
      </p>
      <Answer of={answer} skeleton={<Skeleton height={480} />}>
        {(found) => <Account account={found} onMade={setMade} />}
      </Answer>
    </>
  )
}

type AccountProps = {
  readonly account: ServiceAccountAnswer
  readonly onMade: (made: ServiceAccountWithPassword) => void
}

function Account({ account, onMade }: AccountProps) {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const edit = (
    <Button
      variant="default"
      renderRoot={(props) => (
        <Link
          {...props}
          to="/c/$contract/service-accounts/$account/edit"
          params={{ contract: contract.id, account: account.id }}
        />
      )}
    >
      {say('serviceAccounts.edit.link')}
    </Button>
  )
  return (
    <>
      <PageTitle action={edit}>{account.name}</PageTitle>
      <AccountFacts account={account} />
      <AccountPasswords account={account} onMade={onMade} />
      <AccountSight account={account} />
      <AccountActivity account={account} />
      <AccountEnd account={account} />
    </>
  )
}
