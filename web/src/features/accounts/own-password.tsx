import { useQueryClient } from '@tanstack/react-query'
import { changePassword as changePasswordSchema } from '@catalytics/contract/credentials.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { newPasswordFault } from '../../lib/new-password.ts'
import { useSession } from '../../lib/session.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Saved } from '../../ui/saved.tsx'
import { useForm } from '../../ui/use-form.ts'
import { changePassword, ownSessionsQuery } from './accounts.api.ts'
import classes from './accounts.module.css'
import { NewPasswordField } from './new-password-field.tsx'

export function OwnPassword() {
  const { say } = useText()
  const queries = useQueryClient()
  const { user, contracts } = useSession()
  const form = useForm({
    fields: {
      current_password: field({
        label: say('accounts.account.currentPassword'),
        id: 'own-current',
        first: '',
      }),
      new_password: field({
        label: say('accounts.account.newPassword'),
        id: 'own-new',
        first: '',
        check: (chosen) => newPasswordFault(chosen, user.second_factor),
      }),
    },
    body: (own) => own,
    schema: changePasswordSchema,
    send: changePassword,
    said: null,
    onSent: async (_, { clear }) => {
      clear()
      await queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey })
    },
  })
  return (
    <div className={classes['form']}>
      <Form label={say('accounts.account.password')} of={form}>
        {/* So that a password manager knows whose it is. */}
        <input className="heard" type="text" autoComplete="username" readOnly hidden value={user.email} />
        <PasswordField {...form.field('current_password')} autoComplete="current-password" required />
        <NewPasswordField
          {...form.field('new_password')}
          words={[user.email, user.name, ...contracts.map(({ name }) => name)]}
          secondFactor={user.second_factor}
        />
        <FormActions>
          <SendButton of={form} variant="default">
            {say('accounts.account.changePassword')}
          </SendButton>
          <Saved when={form.isDone && form.values.new_password === ''}>
            {say('accounts.account.passwordChanged')}
          </Saved>
        </FormActions>
      </Form>
    </div>
  )
}
