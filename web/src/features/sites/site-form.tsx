import { Button, Switch, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { Site } from '@catalytics/contract/sites.ts'
import { useText } from '../../i18n/texts.ts'
import { entriesOf, linesOfEntries } from '../../lib/entries.ts'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
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
    formOf,
    inputOf,
    send: (change, on) => changeSite(contract, on, change),
    reread: () => readSite(contract, site.key),
    onSaved: async () => {
      await queries.invalidateQueries({ queryKey: ['sites', contract] })
      await queries.invalidateQueries({ queryKey: ['segments', contract] })
    },
  })
  const { form, change, error } = edit
  const fields = {
    name: { label: say('sites.columns.name'), id: 'site-name' },
    origins: {
      label: say('sites.columns.origins'),
      id: 'site-origins',
      lineOf: linesOfEntries(form.origins),
    },
    enabled: { label: say('sites.site.enabled'), id: 'site-enabled' },
  }
  return (
    <Form label={say('sites.site.settings')} onSubmit={edit.save}>
      <div className={classes['form']}>
        <ProblemSummary error={error} fields={fields} />
        <ChangedMeanwhile
          edit={edit}
          fields={fields}
          wordsOf={(of) => ({
            name: of.name,
            origins: entriesOf(of.origins).join(', '),
            enabled: say(of.enabled ? 'ui.yes' : 'ui.no'),
          })}
        />
        <TextInput
          {...fields.name}
          maxLength={200}
          error={errorOf(error, 'name')}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Textarea
          id={fields.origins.id}
          label={fields.origins.label}
          description={say('sites.site.originsHelp')}
          placeholder="https://www.acme.example"
          spellCheck={false}
          autosize
          minRows={2}
          maxRows={12}
          error={errorOf(error, 'origins', fields.origins)}
          value={form.origins}
          onChange={(event) => change({ origins: event.currentTarget.value })}
        />
        <Switch
          {...fields.enabled}
          description={say('sites.site.enabledHelp')}
          checked={form.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
        <FormActions>
          <Button type="submit" loading={edit.isSaving}>
            {say('ui.save')}
          </Button>
          <Saved when={edit.isSaved} />
        </FormActions>
      </div>
    </Form>
  )
}

function formOf({ name, origins, enabled }: Site) {
  return { name, origins: origins.join('\n'), enabled }
}

function inputOf(form: ReturnType<typeof formOf>) {
  return { ...form, origins: [...entriesOf(form.origins)] }
}
