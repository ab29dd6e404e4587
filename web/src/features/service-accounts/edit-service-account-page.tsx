import { Button, Skeleton, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import {
  changeServiceAccount as changeSchema,
  type ServiceAccountAnswer,
} from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { useFromHere } from '../../lib/from-here.ts'
import { segmentsQuery } from '../../lib/segments.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Answer } from '../../ui/answer.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useEdit } from '../../ui/use-edit.ts'
import { LimitFields } from './limit-fields.tsx'
import { limitFields } from './limits.ts'
import { ScopeBoxes, scopesField } from './scope-boxes.tsx'
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
  const known = useQuery(segmentsQuery(account.contract)).data?.data ?? []
  const nameOf = (segment: string) =>
    known.find(({ kind, key }) => `${kind}:${key}` === segment)?.name ?? segment
  const edit = useEdit({
    saved: account,
    fieldsOf: ({ name, owner, scopes, ...limits }) => ({
      name: field({ label: say('serviceAccounts.new.name'), id: 'account-name', first: name }),
      owner: field({ label: say('serviceAccounts.facts.owner'), id: 'account-owner', first: owner }),
      scopes: scopesField(say, scopes),
      ...limitFields(limits, { say, language, timeZone, nameOf }),
    }),
    schema: changeSchema,
    send: (change, on) => changeServiceAccount(on, change),
    reread: () => queries.fetchQuery({ ...serviceAccountQuery(account.contract, account.id), staleTime: 0 }),
    said: say('serviceAccounts.edit.done', { name: account.name }),
    onSaved: async (_, isAll) => {
      await queries.invalidateQueries({ queryKey: ['service-accounts', account.contract] })
      if (!isAll) return
      await fromHere(() => navigate({ to: '/c/$contract/service-accounts/$account', params }))
    },
  })
  return (
    <div className={classes['form']}>
      <Form label={say('serviceAccounts.edit.link')} of={edit}>
        <TextInput {...edit.field('name')} maxLength={100} />
        <TextInput
          {...edit.field('owner')}
          description={say('serviceAccounts.edit.ownerHelp')}
          maxLength={200}
        />
        <ScopeBoxes {...edit.field('scopes')} />
        <LimitFields contract={account.contract} timeZone={timeZone} form={edit} />
        <FormActions>
          <SendButton of={edit}>{say('serviceAccounts.edit.do')}</SendButton>
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
