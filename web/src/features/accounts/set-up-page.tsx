import { Select, Skeleton, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { setUp as setUpSchema, type SetUpLookAnswer } from '@catalytics/contract/accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { useFromHere } from '../../lib/from-here.ts'
import { useLinkToken } from '../../lib/link-token.ts'
import { newPasswordFault } from '../../lib/new-password.ts'
import { sessionQuery } from '../../lib/session.ts'
import { ownTimeZone, timeZones } from '../../lib/time-zones.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Answer } from '../../ui/answer.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { NarrowPage } from '../../ui/narrow-page.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useForm } from '../../ui/use-form.ts'
import { lookAtSetUp, setUp } from './accounts.api.ts'
import { NewPasswordField } from './new-password-field.tsx'

/** Makes the first user, from the link that the server printed. The token is in the fragment: no log ever has it. */
export function SetUpPage() {
  const { say } = useText()
  const token = useLinkToken('/set-up')
  const look = useQuery({
    queryKey: ['set-up'],
    queryFn: () => lookAtSetUp(token),
    gcTime: 0,
    staleTime: Infinity,
  })
  return (
    <NarrowPage>
      <PageTitle about={say('accounts.setUp.about')}>{say('accounts.setUp.title')}</PageTitle>
      <Answer of={look} skeleton={<Skeleton height={320} />}>
        {({ contracts }) => <SetUpForm token={token} contracts={contracts} />}
      </Answer>
    </NarrowPage>
  )
}

type FormProps = { readonly token: string; readonly contracts: SetUpLookAnswer['contracts'] }

function SetUpForm({ token, contracts }: FormProps) {
  const { say, language } = useText()
  const queries = useQueryClient()
  const router = useRouter()
  const fromHere = useFromHere()
  const needsContract = contracts.length === 0
  const form = useForm({
    fields: {
      email: field({ label: say('accounts.email'), id: 'set-up-email', first: '' }),
      name: field({ label: say('accounts.name'), id: 'set-up-name', first: '' }),
      password: field({
        label: say('accounts.password'),
        id: 'set-up-password',
        first: '',
        check: (chosen) => newPasswordFault(chosen),
      }),
      contract: field({
        label: say('accounts.setUp.contract'),
        id: 'set-up-contract',
        at: 'contract.name',
        first: '',
      }),
      zone: field({
        label: say('accounts.setUp.timeZone'),
        id: 'set-up-zone',
        at: 'contract.time_zone',
        first: ownTimeZone(),
      }),
    },
    body: ({ contract, zone, ...user }) => ({
      ...user,
      token,
      language,
      ...(needsContract && { contract: { name: contract, time_zone: zone } }),
    }),
    schema: setUpSchema,
    send: setUp,
    said: null,
    onSent: async () => {
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
      await fromHere(() => router.navigate({ to: '/', replace: true }))
    },
  })
  const { email, name, contract } = form.values
  return (
    <Form label={say('accounts.setUp.title')} of={form}>
      {contracts.length > 0 && (
        <p>{say('accounts.setUp.administers', { names: listOf(language, contracts) })}</p>
      )}
      <TextInput {...form.field('email')} type="email" autoComplete="username" required />
      <TextInput {...form.field('name')} autoComplete="name" required />
      <NewPasswordField
        {...form.field('password')}
        words={[email, name, contract, ...contracts.map((one) => one.name)]}
      />
      {needsContract && (
        <>
          <TextInput {...form.field('contract')} description={say('accounts.setUp.contractHelp')} required />
          <Select
            {...form.field('zone')}
            description={say('accounts.setUp.timeZoneHelp')}
            data={timeZones()}
            searchable
            allowDeselect={false}
            limit={60}
          />
        </>
      )}
      <FormActions>
        <SendButton of={form} fullWidth>
          {say('accounts.setUp.do')}
        </SendButton>
      </FormActions>
    </Form>
  )
}

function listOf(language: string, contracts: FormProps['contracts']): string {
  return new Intl.ListFormat(language).format(contracts.map(({ name }) => name))
}
