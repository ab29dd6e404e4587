import { Anchor, Button, Skeleton, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ResetLookAnswer } from '@catalytics/contract/credentials.ts'
import { useText } from '../../i18n/texts.ts'
import { useLinkToken } from '../../lib/link-token.ts'
import { Answer } from '../../ui/answer.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { NarrowPage } from '../../ui/narrow-page.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { confirmReset, lookAtReset, requestReset, signInOptionsQuery } from './accounts.api.ts'
import classes from './accounts.module.css'
import { NewPasswordField } from './new-password-field.tsx'

/** Without a link: asks for one. With the link of the mail: a new password. */
export function ResetPage() {
  const { say } = useText()
  const token = useLinkToken('/reset')
  return (
    <NarrowPage>
      {token === '' ? <AskForLink /> : <ChooseAnew key={token} token={token} />}
      <p className={classes['below']}>
        <Anchor renderRoot={(props) => <Link {...props} to="/sign-in" />}>
          {say('accounts.reset.back')}
        </Anchor>
      </p>
    </NarrowPage>
  )
}

function AskForLink() {
  const { say } = useText()
  const [email, setEmail] = useState('')
  const asking = useMutation({ mutationFn: () => requestReset(email) })
  const options = useQuery(signInOptionsQuery).data
  if (options?.reset_by_mail === false) {
    return (
      <>
        <PageTitle>{say('accounts.reset.askTitle')}</PageTitle>
        <Notice>{say('accounts.reset.noMail')}</Notice>
      </>
    )
  }
  return (
    <>
      <PageTitle about={say('accounts.reset.askAbout')}>{say('accounts.reset.askTitle')}</PageTitle>
      {asking.isSuccess && <Notice>{say('accounts.reset.asked', { email })}</Notice>}
      <Form label={say('accounts.reset.askTitle')} onSubmit={() => asking.mutate()}>
        <ProblemSummary error={asking.error} fields={{}} />
        <TextInput
          label={say('accounts.email')}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <FormActions>
          <Button type="submit" loading={asking.isPending} fullWidth>
            {say('accounts.reset.ask')}
          </Button>
        </FormActions>
      </Form>
    </>
  )
}

function ChooseAnew({ token }: { readonly token: string }) {
  const { say } = useText()
  const look = useQuery({
    queryKey: ['reset'],
    queryFn: () => lookAtReset(token),
    gcTime: 0,
    staleTime: Infinity,
  })
  return (
    <>
      <PageTitle about={look.data?.email}>{say('accounts.reset.title')}</PageTitle>
      <Answer of={look} skeleton={<Skeleton height={160} />}>
        {(found) => <NewPasswordForm token={token} {...found} />}
      </Answer>
    </>
  )
}

type FormProps = ResetLookAnswer & { readonly token: string }

function NewPasswordForm({ token, email, second_factor: secondFactor }: FormProps) {
  const { say } = useText()
  const [password, setPassword] = useState('')
  const doing = useMutation({ mutationFn: () => confirmReset({ token, password }) })
  if (doing.isSuccess) return <Notice>{say('accounts.reset.done')}</Notice>
  const field = { label: say('accounts.account.newPassword'), id: 'reset-password' }
  return (
    <Form label={say('accounts.reset.title')} onSubmit={() => doing.mutate()}>
      <ProblemSummary error={doing.error} fields={{ password: field }} />
      <input type="text" autoComplete="username" readOnly hidden value={email} />
      <NewPasswordField
        {...field}
        words={[email]}
        secondFactor={secondFactor}
        error={errorOf(doing.error, 'password')}
        value={password}
        onChange={setPassword}
      />
      <FormActions>
        <Button type="submit" loading={doing.isPending} fullWidth>
          {say('accounts.reset.do')}
        </Button>
      </FormActions>
    </Form>
  )
}
