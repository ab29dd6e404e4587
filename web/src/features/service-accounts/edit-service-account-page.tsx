import { Button, Skeleton, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { scopes, type Scope } from '@catalytics/contract/scopes.ts'
import type { ServiceAccountAnswer } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { entriesOf } from '../../lib/entries.ts'
import { formatDay } from '../../lib/format.ts'
import { useFromHere } from '../../lib/from-here.ts'
import { segmentsQuery } from '../../lib/segments.ts'
import { Answer } from '../../ui/answer.tsx'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { useEdit } from '../../ui/use-edit.ts'
import { LimitFields, useLimitPlaces } from './limit-fields.tsx'
import { limitsInput, limitsOf } from './limits.ts'
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
        {(found) => <EditForm account={found} timeZone={contract.time_zone} />}
      </Answer>
    </>
  )
}

type Props = {
  readonly account: ServiceAccountAnswer
  /** Of the contract: the last day is one of its days. */
  readonly timeZone: string
}

function EditForm({ account, timeZone }: Props) {
  const { say, language } = useText()
  const queries = useQueryClient()
  const navigate = route.useNavigate()
  const fromHere = useFromHere()
  const params = { contract: account.contract, account: account.id }
  const segments = useQuery(segmentsQuery(account.contract)).data?.data ?? []
  const edit = useEdit({
    saved: account,
    formOf: ({ name, owner, scopes: allowed, ...limits }) => ({
      name,
      owner,
      scopes: allowed as readonly Scope[],
      ...limitsOf(limits, timeZone),
    }),
    inputOf: ({ name, owner, scopes: allowed, ...limits }) => ({
      name,
      owner,
      // In the order of the list, whichever was picked last.
      scopes: scopes.filter((scope) => allowed.includes(scope)),
      ...limitsInput(limits, timeZone),
    }),
    send: (change, on) => changeServiceAccount(on, change),
    reread: () => queries.fetchQuery({ ...serviceAccountQuery(account.contract, account.id), staleTime: 0 }),
    onSaved: async (_, isAll) => {
      await queries.invalidateQueries({ queryKey: ['service-accounts', account.contract] })
      if (!isAll) return
      await fromHere(() => navigate({ to: '/c/$contract/service-accounts/$account', params }))
    },
  })
  const { form, change, error } = edit
  const limitPlaces = useLimitPlaces(form)
  const fields = {
    name: { label: say('serviceAccounts.new.name'), id: 'account-name' },
    owner: { label: say('serviceAccounts.facts.owner'), id: 'account-owner' },
    scopes: { label: say('serviceAccounts.new.may'), id: `account-${scopes[0]}` },
    ...limitPlaces,
  }
  return (
    <div className={classes['form']}>
      <Form label={say('serviceAccounts.edit.link')} onSubmit={edit.save}>
        <ProblemSummary error={error} fields={fields} />
        <ChangedMeanwhile
          edit={edit}
          fields={fields}
          wordsOf={(of) => ({
            name: of.name,
            owner: of.owner,
            scopes: of.scopes.join(', '),
            segments: of.segments
              .map((one) => segments.find(({ kind, key }) => `${kind}:${key}` === one)?.name ?? one)
              .join(', '),
            networks: entriesOf(of.networks).join(', '),
            expires_at: of.expires_at === '' ? '' : formatDay(of.expires_at, language),
          })}
        />
        <TextInput
          {...fields.name}
          maxLength={100}
          error={errorOf(error, 'name')}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          {...fields.owner}
          description={say('serviceAccounts.edit.ownerHelp')}
          maxLength={200}
          error={errorOf(error, 'owner')}
          value={form.owner}
          onChange={(event) => change({ owner: event.currentTarget.value })}
        />
        <ScopeBoxes
          allowed={form.scopes}
          onChange={(allowed) => change({ scopes: allowed })}
          error={errorOf(error, 'scopes')}
        />
        <LimitFields
          contract={account.contract}
          timeZone={timeZone}
          limits={form}
          onChange={change}
          error={error}
        />
        <FormActions>
          <Button type="submit" loading={edit.isSaving}>
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
