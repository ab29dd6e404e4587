import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../i18n/texts.ts'
import { useSession } from '../../lib/session.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { Saved } from '../../ui/saved.tsx'
import { changePassword, ownSessionsQuery } from './accounts.api.ts'
import classes from './accounts.module.css'
import { NewPasswordField } from './new-password-field.tsx'

export function OwnPassword() {
  const { say } = useText()
  const queries = useQueryClient()
  const { user, contracts } = useSession()
  const [current, setCurrent] = useState('')
  const [chosen, setChosen] = useState('')
  const doing = useMutation({
    mutationFn: () => changePassword({ current_password: current, new_password: chosen }),
    onSuccess: async () => {
      setCurrent('')
      setChosen('')
      await queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey })
    },
  })
  const fields = {
    current_password: { label: say('accounts.account.currentPassword'), id: 'own-current' },
    new_password: { label: say('accounts.account.newPassword'), id: 'own-new' },
  }
  return (
    <div className={classes['form']}>
      <Form label={say('accounts.account.password')} onSubmit={() => doing.mutate()}>
        <ProblemSummary error={doing.error} fields={fields} />
        {/* So that a password manager knows whose it is. */}
        <input className="heard" type="text" autoComplete="username" readOnly hidden value={user.email} />
        <PasswordField
          {...fields.current_password}
          autoComplete="current-password"
          required
          error={errorOf(doing.error, 'current_password')}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <NewPasswordField
          {...fields.new_password}
          words={[user.email, user.name, ...contracts.map(({ name }) => name)]}
          secondFactor={user.second_factor}
          error={errorOf(doing.error, 'new_password')}
          value={chosen}
          onChange={setChosen}
        />
        <FormActions>
          <Button type="submit" variant="default" loading={doing.isPending}>
            {say('accounts.account.changePassword')}
          </Button>
          <Saved when={doing.isSuccess && chosen === ''}>{say('accounts.account.passwordChanged')}</Saved>
        </FormActions>
      </Form>
    </div>
  )
}
