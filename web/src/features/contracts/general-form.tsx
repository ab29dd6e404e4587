import { Button, Radio, Select, Textarea, TextInput } from '@mantine/core'
import { unknownSegments, type ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText } from '../../i18n/texts.ts'
import { entriesOf, linesOfEntries } from '../../lib/entries.ts'
import { timeZones } from '../../lib/time-zones.ts'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { Saved } from '../../ui/saved.tsx'
import { Section } from '../../ui/section.tsx'
import classes from './contracts.module.css'
import { useContractEdit } from './use-contract-edit.ts'

/** Name, time zone, what happens with what is unknown, whose people are no leads. */
export function GeneralForm({ contract }: { readonly contract: ContractAnswer }) {
  const { say } = useText()
  const edit = useContractEdit({ contract, formOf, inputOf })
  const { form, change, error } = edit
  const zones = timeZones()
  const fields = {
    name: { label: say('contracts.name'), id: 'contract-name' },
    time_zone: { label: say('contracts.timeZone'), id: 'contract-zone' },
    unknown_segments: { label: say('contracts.unknown.title'), id: 'contract-unknown-create' },
    excluded_domains: {
      label: say('contracts.domains.label'),
      id: 'contract-domains',
      lineOf: linesOfEntries(form.excluded_domains),
    },
  }
  return (
    <Form label={say('contracts.general.link')} onSubmit={edit.save}>
      <ProblemSummary error={error} fields={fields} />
      <ChangedMeanwhile
        edit={edit}
        fields={fields}
        wordsOf={(of) => ({
          ...of,
          unknown_segments: say(`contracts.unknown.${of.unknown_segments}.label`),
          excluded_domains: entriesOf(of.excluded_domains).join(', '),
        })}
      />
      <div>
        <Section title={say('contracts.basics')} about={say('contracts.basicsAbout')}>
          <div className={classes['form']}>
            <TextInput
              {...fields.name}
              maxLength={200}
              error={errorOf(error, 'name')}
              value={form.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <Select
              {...fields.time_zone}
              description={say('contracts.timeZoneHelp')}
              data={zones.includes(contract.time_zone) ? zones : [contract.time_zone, ...zones]}
              searchable
              allowDeselect={false}
              limit={60}
              error={errorOf(error, 'time_zone')}
              value={form.time_zone}
              onChange={(picked) => picked !== null && change({ time_zone: picked })}
            />
          </div>
        </Section>
        <Section title={say('contracts.unknown.title')} about={say('contracts.unknown.about')}>
          <Radio.Group
            aria-label={fields.unknown_segments.label}
            value={form.unknown_segments}
            onChange={(picked) => change({ unknown_segments: unknownSegments.parse(picked) })}
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
              id={fields.excluded_domains.id}
              label={fields.excluded_domains.label}
              description={say('contracts.domains.help')}
              placeholder="acme.example"
              spellCheck={false}
              autosize
              minRows={3}
              maxRows={12}
              error={errorOf(error, 'excluded_domains', fields.excluded_domains)}
              value={form.excluded_domains}
              onChange={(event) => change({ excluded_domains: event.currentTarget.value })}
            />
            <FormActions>
              <Button type="submit" loading={edit.isSaving}>
                {say('ui.save')}
              </Button>
              <Saved when={edit.isSaved} />
            </FormActions>
          </div>
        </Section>
      </div>
    </Form>
  )
}

function formOf({ name, time_zone, unknown_segments, excluded_domains }: ContractAnswer) {
  return { name, time_zone, unknown_segments, excluded_domains: excluded_domains.join('\n') }
}

function inputOf(form: ReturnType<typeof formOf>) {
  return { ...form, excluded_domains: [...entriesOf(form.excluded_domains)] }
}
