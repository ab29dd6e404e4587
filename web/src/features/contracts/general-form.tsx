import { Radio, Select, Textarea, TextInput } from '@mantine/core'
import { unknownSegments, type ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText, type Say } from '../../i18n/texts.ts'
import { field, listField } from '../../lib/fields.ts'
import { timeZones } from '../../lib/time-zones.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { Saved } from '../../ui/saved.tsx'
import { Section } from '../../ui/section.tsx'
import classes from './contracts.module.css'
import { useContractEdit } from './use-contract-edit.ts'

/** Name, time zone, what happens with what is unknown, whose people are no leads. */
export function GeneralForm({ contract }: { readonly contract: ContractAnswer }) {
  const { say } = useText()
  const edit = useContractEdit({ contract, fieldsOf: (of) => fieldsOf(of, say) })
  const zones = timeZones()
  return (
    <Form label={say('contracts.general.link')} of={edit}>
      <div>
        <Section title={say('contracts.basics')} about={say('contracts.basicsAbout')}>
          <div className={classes['form']}>
            <TextInput {...edit.field('name')} maxLength={200} />
            <Select
              {...edit.field('time_zone')}
              description={say('contracts.timeZoneHelp')}
              data={zones.includes(contract.time_zone) ? zones : [contract.time_zone, ...zones]}
              searchable
              allowDeselect={false}
              limit={60}
            />
          </div>
        </Section>
        <Section title={say('contracts.unknown.title')} about={say('contracts.unknown.about')}>
          <Radio.Group {...edit.group('unknown_segments')}>
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
              {...edit.field('excluded_domains')}
              description={say('contracts.domains.help')}
              placeholder="acme.example"
              spellCheck={false}
              autosize
              minRows={3}
              maxRows={12}
            />
            <FormActions>
              <SendButton of={edit}>{say('ui.save')}</SendButton>
              <Saved when={edit.isSaved} />
            </FormActions>
          </div>
        </Section>
      </div>
    </Form>
  )
}

function fieldsOf(
  { name, time_zone: zone, unknown_segments: unknown, excluded_domains: domains }: ContractAnswer,
  say: Say,
) {
  return {
    name: field({ label: say('contracts.name'), id: 'contract-name', first: name }),
    time_zone: field({ label: say('contracts.timeZone'), id: 'contract-zone', first: zone }),
    unknown_segments: field({
      label: say('contracts.unknown.title'),
      id: 'contract-unknown-create',
      first: unknown,
      words: (choice) => say(`contracts.unknown.${choice}.label`),
    }),
    excluded_domains: listField({
      label: say('contracts.domains.label'),
      id: 'contract-domains',
      first: domains,
    }),
  }
}
