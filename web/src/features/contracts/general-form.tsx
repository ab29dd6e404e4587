import { Button, Radio, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { unknownSegments, type ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText } from '../../i18n/texts.ts'
import { timeZones } from '../../lib/time-zones.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { Saved } from '../../ui/saved.tsx'
import { Section } from '../../ui/section.tsx'
import classes from './contracts.module.css'
import { entriesOf } from './entries.ts'
import { useContractChange } from './use-contract-change.ts'

/** Name, time zone, what happens with what is unknown, whose people are no leads. */
export function GeneralForm({ contract }: { readonly contract: ContractAnswer }) {
  const { say } = useText()
  const [name, setName] = useState(contract.name)
  const [zone, setZone] = useState(contract.time_zone)
  const [unknown, setUnknown] = useState(contract.unknown_segments)
  const [domains, setDomains] = useState(contract.excluded_domains.join('\n'))
  const doing = useContractChange(contract.id)
  const [savedAs, setSavedAs] = useState<string>()
  const input = {
    name,
    time_zone: zone,
    unknown_segments: unknown,
    excluded_domains: [...entriesOf(domains)],
  }
  const zones = timeZones()
  const fields = {
    name: { label: say('contracts.name'), id: 'contract-name' },
    time_zone: { label: say('contracts.timeZone'), id: 'contract-zone' },
    unknown_segments: { label: say('contracts.unknown.title'), id: 'contract-unknown-create' },
    excluded_domains: { label: say('contracts.domains.label'), id: 'contract-domains' },
  }
  return (
    <Form
      label={say('contracts.general.link')}
      onSubmit={() => doing.mutate(input, { onSuccess: () => setSavedAs(JSON.stringify(input)) })}
    >
      <ProblemSummary error={doing.error} fields={fields} />
      <div>
        <Section title={say('contracts.basics')} about={say('contracts.basicsAbout')}>
          <div className={classes['form']}>
            <TextInput
              {...fields.name}
              maxLength={200}
              error={errorOf(doing.error, 'name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Select
              {...fields.time_zone}
              description={say('contracts.timeZoneHelp')}
              data={zones.includes(contract.time_zone) ? zones : [contract.time_zone, ...zones]}
              searchable
              allowDeselect={false}
              limit={60}
              error={errorOf(doing.error, 'time_zone')}
              value={zone}
              onChange={(picked) => setZone(picked ?? zone)}
            />
          </div>
        </Section>
        <Section title={say('contracts.unknown.title')} about={say('contracts.unknown.about')}>
          <Radio.Group
            aria-label={fields.unknown_segments.label}
            value={unknown}
            onChange={(picked) => setUnknown(unknownSegments.parse(picked))}
          >
            <div className={classes['form']}>
              {unknownSegments.options.map((choice) => (
                <Radio
                  key={choice}
                  id={`contract-unknown-${choice}`}
                  value={choice}
                  label={say(`contracts.unknown.${choice}.label`)}
                  description={say(`contracts.unknown.${choice}.help`)}
                />
              ))}
            </div>
          </Radio.Group>
        </Section>
        <Section title={say('contracts.domains.title')} about={say('contracts.domains.about')}>
          <div className={classes['form']}>
            <Textarea
              {...fields.excluded_domains}
              description={say('contracts.domains.help')}
              placeholder="acme.example"
              spellCheck={false}
              autosize
              minRows={3}
              maxRows={12}
              error={errorOf(doing.error, 'excluded_domains')}
              value={domains}
              onChange={(event) => setDomains(event.currentTarget.value)}
            />
            <FormActions>
              <Button type="submit" loading={doing.isPending}>
                {say('ui.save')}
              </Button>
              <Saved when={doing.isSuccess && savedAs === JSON.stringify(input)} />
            </FormActions>
          </div>
        </Section>
      </div>
    </Form>
  )
}
