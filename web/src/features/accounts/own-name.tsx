import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { changeMe as changeMeSchema } from '@catalytics/contract/accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { sessionQuery, useSession } from '../../lib/session.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
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
    fieldsOf: ({ name }) => ({ name: field({ label: say('accounts.name'), id: 'own-name', first: name }) }),
    schema: changeMeSchema,
    send: (change, on) => changeMe(on, change),
    reread: readMe,
    said: null,
    onSaved: (changed) =>
      queries.setQueryData(sessionQuery.queryKey, (now) => now && { ...now, user: changed }),
  })
  return (
    <div className={classes['form']}>
      <Form label={say('accounts.account.profile')} of={edit}>
        <TextInput
          {...edit.field('name')}
          description={say('accounts.account.nameHelp')}
          autoComplete="name"
          maxLength={100}
        />
        <FormActions>
          <SendButton of={edit}>{say('ui.save')}</SendButton>
          <Saved when={edit.isSaved} />
        </FormActions>
      </Form>
    </div>
  )
}
