import { Button, Skeleton, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { scopes, type Scope } from '@catalytics/contract/scopes.ts'
import type { ServiceAccountAnswer } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { Answer } from '../../ui/answer.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { LimitFields } from './limit-fields.tsx'
import { limitsInput, limitsOf, type Limits } from './limits.ts'
import { ScopeBoxes } from './scope-boxes.tsx'
import { changeServiceAccount, serviceAccountQuery } from './service-accounts.api.ts'
import classes from './service-accounts.module.css'

const route = getRouteApi('/inside/c/$contract/service-accounts/$account/edit')

/** What an account is called and may; it holds for its very next request. */
export function EditServiceAccountPage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const { account } = route.useParams()
  const answer = useQuery(serviceAccountQuery(contract.id, account))
  return (
    <>
      <PageTitle about={say('serviceAccounts.edit.about')}>
        {say('serviceAccounts.edit.title', { name: answer.data?.name ?? '…' })}
      </PageTitle>
      <Answer of={answer} skeleton={<Skeleton height={480} />}>
        {(found) => <EditForm account={found} />}
      </Answer>
    </>
  )
}

function EditForm({ account }: { readonly account: ServiceAccountAnswer }) {
  const { say } = useText()
  const queries = useQueryClient()
  const navigate = route.useNavigate()
  const params = { contract: account.contract, account: account.id }
  const [name, setName] = useState(account.name)
  const [owner, setOwner] = useState(account.owner)
  const [allowed, setAllowed] = useState<readonly Scope[]>(account.scopes)
  const [limits, setLimits] = useState<Limits>(() => limitsOf(account))
  const doing = useMutation({
    mutationFn: () =>
      changeServiceAccount(account, { name, owner, scopes: [...allowed], ...limitsInput(limits) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['service-accounts', account.contract] })
      await navigate({ to: '/c/$contract/service-accounts/$account', params })
    },
  })
  const fields = {
    name: { label: say('serviceAccounts.new.name'), id: 'account-name' },
    owner: { label: say('serviceAccounts.facts.owner'), id: 'account-owner' },
    scopes: { label: say('serviceAccounts.new.may'), id: `account-${scopes[0]}` },
    segments: { label: say('serviceAccounts.limits.segments'), id: 'account-segments' },
    networks: { label: say('serviceAccounts.limits.networks'), id: 'account-networks' },
    expires_at: { label: say('serviceAccounts.limits.expiry'), id: 'account-expiry' },
  }
  return (
    <div className={classes['form']}>
      <Form label={say('serviceAccounts.edit.link')} onSubmit={() => doing.mutate()}>
        <ProblemSummary error={doing.error} fields={fields} />
        <TextInput
          {...fields.name}
          maxLength={100}
          error={errorOf(doing.error, 'name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          {...fields.owner}
          description={say('serviceAccounts.edit.ownerHelp')}
          maxLength={200}
          error={errorOf(doing.error, 'owner')}
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
        <ScopeBoxes allowed={allowed} onChange={setAllowed} error={errorOf(doing.error, 'scopes')} />
        <LimitFields contract={account.contract} limits={limits} onChange={setLimits} error={doing.error} />
        <FormActions>
          <Button type="submit" loading={doing.isPending}>
            {say('serviceAccounts.edit.do')}
          </Button>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link {...props} to="/c/$contract/service-accounts/$account" params={params} />
            )}
          >
            {say('ui.cancel')}
          </Button>
        </FormActions>
      </Form>
    </div>
  )
}
