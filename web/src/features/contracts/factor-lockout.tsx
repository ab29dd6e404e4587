import { Anchor, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { MemberAnswer } from '@catalytics/contract/members.ts'
import { useText } from '../../i18n/texts.ts'
import { useSession } from '../../lib/session.ts'
import { Answer } from '../../ui/answer.tsx'
import { Notice } from '../../ui/notice.tsx'
import { usersQuery } from './contracts.api.ts'
import classes from './contracts.module.css'

/** As many as can be read before one decides. */
const mostNames = 8

/**
 * Whom the duty of a second factor would lock out, until they have set one up. Whoever asks is not among them while an
 * OpenID provider vouches for this session.
 */
export function FactorLockout({ contract }: { readonly contract: ContractId }) {
  const { say } = useText()
  const { user, second_factor_met: isMet } = useSession()
  const users = useQuery({ ...usersQuery(contract), staleTime: 0 })
  return (
    <div className={classes['lockout']}>
      {!isMet && (
        <Notice>
          <p>{say('contracts.factor.own')}</p>
          <Anchor renderRoot={(props) => <Link {...props} to="/account" hash="second-factor" />}>
            {say('contracts.factor.ownLink')}
          </Anchor>
        </Notice>
      )}
      <Answer of={users} skeleton={<Skeleton height={96} />}>
        {({ data }) => (
          <Names of={data.filter((one) => !one.second_factor && !(isMet && one.user === user.id))} />
        )}
      </Answer>
    </div>
  )
}

function Names({ of }: { readonly of: readonly MemberAnswer[] }) {
  const { say } = useText()
  if (of.length === 0) return <p>{say('contracts.factor.all')}</p>
  const rest = of.length - mostNames
  return (
    <>
      <p>{say('contracts.factor.without', { count: of.length })}</p>
      <ul className={classes['names']}>
        {of.slice(0, mostNames).map(({ user, name, email }) => (
          <li key={user}>
            {name} · {email}
          </li>
        ))}
        {rest > 0 && <li>{say('contracts.factor.more', { count: rest })}</li>}
      </ul>
    </>
  )
}
