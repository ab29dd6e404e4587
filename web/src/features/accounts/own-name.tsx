import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useText } from '../../i18n/texts.ts'
import { sessionQuery, useSession } from '../../lib/session.ts'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { Saved } from '../../ui/saved.tsx'
import { useEdit } from '../../ui/use-edit.ts'
import { changeMe, readMe } from './accounts.api.ts'
import classes from './accounts.module.css'

export function OwnName() {
  const { say } = useText()
  const queries = useQueryClient()
  const { user } = useSession()
  const edit = useEdit({
    saved: user,
    formOf: ({ name }) => ({ name }),
    inputOf: (form) => form,
    send: (change, on) => changeMe(on, change),
    reread: readMe,
    onSaved: (changed) =>
      queries.setQueryData(sessionQuery.queryKey, (now) => now && { ...now, user: changed }),
  })
  const field = { label: say('accounts.name'), id: 'own-name' }
  return (
    <div className={classes['form']}>
      <Form label={say('accounts.account.profile')} onSubmit={edit.save}>
        <ProblemSummary error={edit.error} fields={{ name: field }} />
        <ChangedMeanwhile edit={edit} fields={{ name: field }} wordsOf={(of) => of} />
        <TextInput
          {...field}
          description={say('accounts.account.nameHelp')}
          autoComplete="name"
          maxLength={100}
          error={errorOf(edit.error, 'name')}
          value={edit.form.name}
          onChange={(event) => edit.change({ name: event.currentTarget.value })}
        />
        <FormActions>
          <Button type="submit" loading={edit.isSaving}>
            {say('ui.save')}
          </Button>
          <Saved when={edit.isSaved} />
        </FormActions>
      </Form>
    </div>
  )
}
