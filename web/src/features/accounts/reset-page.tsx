import { Anchor, Skeleton, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  confirmReset as confirmResetSchema,
  requestReset as requestResetSchema,
  type ResetLookAnswer,
} from '@catalytics/contract/credentials.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { useLinkToken } from '../../lib/link-token.ts'
import { missing, newPasswordFault } from '../../lib/new-password.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Answer } from '../../ui/answer.tsx'
import { Arrival } from '../../ui/arrival.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { NarrowPage } from '../../ui/narrow-page.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useForm } from '../../ui/use-form.ts'
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
  const form = useForm({
    fields: {
      email: field({ label: say('accounts.email'), id: 'reset-email', first: '', check: missing }),
    },
    body: (own) => own,
    schema: requestResetSchema,
    send: async ({ email }) => {
      await requestReset(email)
      return email
    },
    said: null,
  })
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
      {form.answer !== undefined && (
        <Arrival>
          <Notice>{say('accounts.reset.asked', { email: form.answer })}</Notice>
        </Arrival>
      )}
      <Form label={say('accounts.reset.askTitle')} of={form}>
        <TextInput {...form.field('email')} type="email" autoComplete="username" required />
        <FormActions>
          <SendButton of={form} fullWidth>
            {say('accounts.reset.ask')}
          </SendButton>
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
  const form = useForm({
    fields: {
      password: field({
        label: say('accounts.account.newPassword'),
        id: 'reset-password',
        first: '',
        check: (chosen) => newPasswordFault(chosen, secondFactor),
      }),
    },
    body: (own) => ({ token, ...own }),
    schema: confirmResetSchema,
    send: confirmReset,
    said: null,
  })
  if (form.isDone) {
    return (
      <Arrival>
        <Notice>{say('accounts.reset.done')}</Notice>
      </Arrival>
    )
  }
  return (
    <Form label={say('accounts.reset.title')} of={form}>
      <input type="text" autoComplete="username" readOnly hidden value={email} />
      <NewPasswordField {...form.field('password')} words={[email]} secondFactor={secondFactor} />
      <FormActions>
        <SendButton of={form} fullWidth>
          {say('accounts.reset.do')}
        </SendButton>
      </FormActions>
    </Form>
  )
}
