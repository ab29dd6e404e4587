import { Anchor, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ServiceAccountAnswer } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { Answer } from '../../ui/answer.tsx'
import { When } from '../../ui/when.tsx'
import { accountActivityQuery } from './service-accounts.api.ts'
import classes from './service-accounts.module.css'

/** What an account did last, with the way to all of it. */
export function AccountActivity({ account }: { readonly account: ServiceAccountAnswer }) {
  const { say } = useText()
  const entries = useQuery(accountActivityQuery(account.contract, account.id))
  return (
    <section className={classes['part']} aria-labelledby="account-activity">
      <div className={classes['head']}>
        <h2 id="account-activity">{say('serviceAccounts.activity.title')}</h2>
        <Anchor
          renderRoot={(props) => (
            <Link
              {...props}
              to="/c/$contract/activity"
              params={{ contract: account.contract }}
              search={{ actor: account.id }}
            />
          )}
        >
          {say('serviceAccounts.activity.all')}
        </Anchor>
      </div>
      <Answer
        of={entries}
        skeleton={<Skeleton height={96} />}
        isEmpty={({ data }) => data.length === 0}
        empty={<p>{say('serviceAccounts.activity.none')}</p>}
      >
        {({ data }) => (
          <ul className={classes['entries']}>
            {data.map(({ id, type, at, address }) => (
              <li key={id}>
                <span>{say(`activity.types.${type}`)}</span>
                <span className={classes['second']}>
                  <When at={at} /> · {address ?? '–'}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </section>
  )
}
