import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../i18n/texts.ts'
import { sessionQuery, useSession } from '../../lib/session.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { Saved } from '../../ui/saved.tsx'
import { changeName } from './accounts.api.ts'
import classes from './accounts.module.css'

export function OwnName() {
  const { say } = useText()
  const queries = useQueryClient()
  const { user } = useSession()
  const [name, setName] = useState(user.name)
  const doing = useMutation({
    mutationFn: () => changeName(name),
    onSuccess: (changed) =>
      queries.setQueryData(sessionQuery.queryKey, (now) => now && { ...now, user: changed }),
  })
  const field = { label: say('accounts.name'), id: 'own-name' }
  return (
    <div className={classes['form']}>
      <Form label={say('accounts.account.profile')} onSubmit={() => doing.mutate()}>
        <ProblemSummary error={doing.error} fields={{ name: field }} />
        <TextInput
          {...field}
          description={say('accounts.account.nameHelp')}
          autoComplete="name"
          maxLength={100}
          error={errorOf(doing.error, 'name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FormActions>
          <Button type="submit" loading={doing.isPending}>
            {say('ui.save')}
          </Button>
          <Saved when={doing.isSuccess && name === user.name} />
        </FormActions>
      </Form>
    </div>
  )
}
