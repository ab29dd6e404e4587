import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState, type ComponentType } from 'react'
import type { ServiceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { ForRole } from '../../ui/for-role.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { NewServiceAccountForm, type PasswordChoicePart } from './new-service-account-form.tsx'

const route = getRouteApi('/inside/c/$contract/service-accounts/new')

export type PasswordOncePart = {
  /** The one screen that shows a password. */
  readonly PasswordOnce: ComponentType<{
    readonly account: ServiceAccountWithPassword
    readonly title: string
    readonly onDone: () => void
  }>
}

/** Four questions, then the one screen that shows the password. */
export function NewServiceAccountPage({
  PasswordChoice,
  PasswordOnce,
}: PasswordChoicePart & PasswordOncePart) {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  // Here and nowhere else: not in the address, not in a store, gone with the page.
  const [made, setMade] = useState<ServiceAccountWithPassword>()
  if (made !== undefined) {
    return (
      <PasswordOnce
        account={made}
        title={say('servicePasswords.once.ready', { name: made.name })}
        onDone={() =>
          void navigate({
            to: '/c/$contract/service-accounts/$account',
            params: { contract: made.contract, account: made.id },
          })
        }
      />
    )
  }
  return (
    <>
      <PageTitle about={say('serviceAccounts.new.about')}>{say('serviceAccounts.new.title')}</PageTitle>
      <ForRole contract={contract} permission="manage_service_accounts">
        <NewServiceAccountForm
          PasswordChoice={PasswordChoice}
          contract={contract}
          onMade={(account) => {
            setMade(account)
            void queries.invalidateQueries({ queryKey: ['service-accounts', account.contract] })
          }}
        />
      </ForRole>
    </>
  )
}
