import { Switch, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { changeSite as changeSchema, type Site } from '@catalytics/contract/sites.ts'
import { useText, type Say } from '../../i18n/texts.ts'
import { field, listField } from '../../lib/fields.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { Saved } from '../../ui/saved.tsx'
import { useEdit } from '../../ui/use-edit.ts'
import { changeSite, readSite } from './sites.api.ts'
import classes from './sites.module.css'

type Props = { readonly contract: ContractId; readonly site: Site }

/** What a site is called, which pages may send, and whether any may. */
export function SiteForm({ contract, site }: Props) {
  const { say } = useText()
  const queries = useQueryClient()
  const edit = useEdit({
    saved: site,
    fieldsOf: (of) => fieldsOf(of, say),
    schema: changeSchema,
    send: (change, on) => changeSite(contract, on, change),
    reread: () => readSite(contract, site.key),
    said: null,
    onSaved: async () => {
      await queries.invalidateQueries({ queryKey: ['sites', contract] })
      await queries.invalidateQueries({ queryKey: ['segments', contract] })
    },
  })
  return (
    <Form label={say('sites.site.settings')} of={edit}>
      <div className={classes['form']}>
        <TextInput {...edit.field('name')} maxLength={200} />
        <Textarea
          {...edit.field('origins')}
          description={say('sites.site.originsHelp')}
          placeholder="https://www.acme.example"
          spellCheck={false}
          autosize
          minRows={2}
          maxRows={12}
        />
        <Switch {...edit.box('enabled')} description={say('sites.site.enabledHelp')} />
        <FormActions>
          <SendButton of={edit}>{say('ui.save')}</SendButton>
          <Saved when={edit.isSaved} />
        </FormActions>
      </div>
    </Form>
  )
}

function fieldsOf({ name, origins, enabled }: Site, say: Say) {
  return {
    name: field({ label: say('sites.columns.name'), id: 'site-name', first: name }),
    origins: listField({ label: say('sites.columns.origins'), id: 'site-origins', first: origins }),
    enabled: field({
      label: say('sites.site.enabled'),
      id: 'site-enabled',
      first: enabled,
      words: (isOn) => say(isOn ? 'ui.yes' : 'ui.no'),
    }),
  }
}
