import { Button, Switch, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { Site } from '@catalytics/contract/sites.ts'
import { useText } from '../../i18n/texts.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { Saved } from '../../ui/saved.tsx'
import classes from './contracts.module.css'
import { entriesOf } from './entries.ts'
import { useSiteChange } from './use-site-change.ts'

type Props = { readonly contract: ContractId; readonly site: Site }

/** What a site is called, which pages may send, and whether any may. */
export function SiteForm({ contract, site }: Props) {
  const { say } = useText()
  const [name, setName] = useState(site.name)
  const [origins, setOrigins] = useState(site.origins.join('\n'))
  const [isOn, setOn] = useState(site.enabled)
  const [savedAs, setSavedAs] = useState<string>()
  const doing = useSiteChange(contract, site.key)
  const input = { name, origins: [...entriesOf(origins)], enabled: isOn }
  const fields = {
    name: { label: say('contracts.columns.name'), id: 'site-name' },
    origins: { label: say('contracts.columns.origins'), id: 'site-origins' },
  }
  return (
    <Form
      label={say('contracts.site.settings')}
      onSubmit={() => doing.mutate(input, { onSuccess: () => setSavedAs(JSON.stringify(input)) })}
    >
      <div className={classes['form']}>
        <ProblemSummary error={doing.error} fields={fields} />
        <TextInput
          {...fields.name}
          maxLength={200}
          error={errorOf(doing.error, 'name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          {...fields.origins}
          description={say('contracts.site.originsHelp')}
          placeholder="https://www.acme.example"
          spellCheck={false}
          autosize
          minRows={2}
          maxRows={12}
          error={errorOf(doing.error, 'origins')}
          value={origins}
          onChange={(event) => setOrigins(event.currentTarget.value)}
        />
        <Switch
          label={say('contracts.site.enabled')}
          description={say('contracts.site.enabledHelp')}
          checked={isOn}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
        <FormActions>
          <Button type="submit" loading={doing.isPending}>
            {say('ui.save')}
          </Button>
          <Saved when={doing.isSuccess && savedAs === JSON.stringify(input)} />
        </FormActions>
      </div>
    </Form>
  )
}
