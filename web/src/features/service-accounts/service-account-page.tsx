import { Anchor, Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState, type ComponentType } from 'react'
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
import { AccountPreview } from './account-preview.tsx'
import type { PasswordOncePart } from './new-service-account-page.tsx'
import { serviceAccountQuery } from './service-accounts.api.ts'
import classes from './service-accounts.module.css'

const route = getRouteApi('/inside/c/$contract/service-accounts/$account')

type AccountParts = {
  /** The passwords of an account, and how it gets a new one. */
  readonly AccountPasswords: ComponentType<AccountProps>
}

type AccountProps = {
  readonly account: ServiceAccountAnswer
  readonly onMade: (made: ServiceAccountWithPassword) => void
}

/** One service account: what it may, its passwords, what it did, its end. */
export function ServiceAccountPage({ AccountPasswords, PasswordOnce }: AccountParts & PasswordOncePart) {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const { account } = route.useParams()
  const answer = useQuery(serviceAccountQuery(contract.id, account))
  const [made, setMade] = useState<ServiceAccountWithPassword>()
  if (made !== undefined) {
    return (
      <PasswordOnce
        account={made}
        title={say('servicePasswords.once.renewed', { name: made.name })}
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
        {(found) => <Account AccountPasswords={AccountPasswords} account={found} onMade={setMade} />}
      </Answer>
    </>
  )
}

function Account({ AccountPasswords, account, onMade }: AccountParts & AccountProps) {
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
      <AccountPreview account={account} />
      <AccountActivity account={account} />
      <AccountEnd account={account} />
    </>
  )
}
