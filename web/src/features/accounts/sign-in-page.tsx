import { Anchor, Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { useText } from '../../i18n/texts.ts'
import { sessionQuery } from '../../lib/session.ts'
import { NarrowPage } from '../../ui/narrow-page.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { signInOptionsQuery } from './accounts.api.ts'
import classes from './accounts.module.css'
import { SignInForm } from './sign-in-form.tsx'

const route = getRouteApi('/sign-in')

/** Leads on to where the visitor wanted to go. */
export function SignInPage() {
  const { say } = useText()
  const { next, problem } = route.useSearch()
  const queries = useQueryClient()
  const router = useRouter()
  const options = useQuery(signInOptionsQuery).data
  const openid = options?.openid?.name
  const goOn = async () => {
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
    router.history.push(next ?? '/')
  }
  return (
    <NarrowPage>
      <PageTitle>{say('accounts.signIn.title')}</PageTitle>
      {options?.set_up_needed === true && <Notice>{say('accounts.signIn.setUpNeeded')}</Notice>}
      {problem !== undefined && (
        <Notice>{say(`accounts.openid.${problem}`, { name: openid ?? 'OpenID' })}</Notice>
      )}
      {openid !== undefined && (
        <div className={classes['openid']}>
          <Button component="a" href={`/openid/start?${new URLSearchParams({ to: next ?? '/' })}`} fullWidth>
            {say('accounts.openid.with', { name: openid })}
          </Button>
          <p className={classes['or']}>{say('accounts.openid.or')}</p>
        </div>
      )}
      <SignInForm onDone={() => void goOn()} />
      {options?.reset_by_mail === true && (
        <p className={classes['below']}>
          <Anchor renderRoot={(props) => <Link {...props} to="/reset" />}>
            {say('accounts.reset.link')}
          </Anchor>
        </p>
      )}
    </NarrowPage>
  )
}
