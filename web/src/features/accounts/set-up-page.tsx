import { Button, Select, Skeleton, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { SetUpLookAnswer } from '@catalytics/contract/accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { useFromHere } from '../../lib/from-here.ts'
import { useLinkToken } from '../../lib/link-token.ts'
import { sessionQuery } from '../../lib/session.ts'
import { ownTimeZone, timeZones } from '../../lib/time-zones.ts'
import { Answer } from '../../ui/answer.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { NarrowPage } from '../../ui/narrow-page.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
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
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [contract, setContract] = useState('')
  const [zone, setZone] = useState(ownTimeZone())
  const needsContract = contracts.length === 0
  const doing = useMutation({
    mutationFn: () =>
      setUp({
        token,
        email,
        name,
        password,
        language,
        ...(needsContract && { contract: { name: contract, time_zone: zone } }),
      }),
    onSuccess: async () => {
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
      await fromHere(() => router.navigate({ to: '/', replace: true }))
    },
  })
  const fields = {
    email: { label: say('accounts.email'), id: 'set-up-email' },
    name: { label: say('accounts.name'), id: 'set-up-name' },
    password: { label: say('accounts.password'), id: 'set-up-password' },
    'contract.name': { label: say('accounts.setUp.contract'), id: 'set-up-contract' },
    'contract.time_zone': { label: say('accounts.setUp.timeZone'), id: 'set-up-zone' },
  }
  return (
    <Form label={say('accounts.setUp.title')} onSubmit={() => doing.mutate()}>
      <ProblemSummary error={doing.error} fields={fields} />
      {contracts.length > 0 && (
        <p>{say('accounts.setUp.administers', { names: listOf(language, contracts) })}</p>
      )}
      <TextInput
        {...fields.email}
        type="email"
        autoComplete="username"
        required
        error={errorOf(doing.error, 'email')}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <TextInput
        {...fields.name}
        autoComplete="name"
        required
        error={errorOf(doing.error, 'name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NewPasswordField
        {...fields.password}
        words={[email, name, contract, ...contracts.map((one) => one.name)]}
        error={errorOf(doing.error, 'password')}
        value={password}
        onChange={setPassword}
      />
      {needsContract && (
        <>
          <TextInput
            {...fields['contract.name']}
            description={say('accounts.setUp.contractHelp')}
            required
            error={errorOf(doing.error, 'contract.name')}
            value={contract}
            onChange={(event) => setContract(event.currentTarget.value)}
          />
          <Select
            {...fields['contract.time_zone']}
            description={say('accounts.setUp.timeZoneHelp')}
            data={timeZones()}
            searchable
            allowDeselect={false}
            limit={60}
            error={errorOf(doing.error, 'contract.time_zone')}
            value={zone}
            onChange={(picked) => setZone(picked ?? zone)}
          />
        </>
      )}
      <FormActions>
        <Button type="submit" loading={doing.isPending} fullWidth>
          {say('accounts.setUp.do')}
        </Button>
      </FormActions>
    </Form>
  )
}

function listOf(language: string, contracts: FormProps['contracts']): string {
  return new Intl.ListFormat(language).format(contracts.map(({ name }) => name))
}
