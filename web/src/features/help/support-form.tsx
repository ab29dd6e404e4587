import { NativeSelect, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import {
  createSupportRequest,
  supportCategories,
  type SupportCategory,
  type SupportRequestAnswer,
} from '@catalytics/contract/help.ts'
import { useText } from '../../i18n/texts.ts'
import { convertedField, field } from '../../lib/fields.ts'
import { useContract, useSession } from '../../lib/session.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { Section } from '../../ui/section.tsx'
import { useForm } from '../../ui/use-form.ts'
import { DiagnosticsList } from './diagnostics-list.tsx'
import { takenDiagnostics, type DiagnosticName } from './diagnostics.ts'
import { askSupport } from './support.api.ts'
import classes from './support.module.css'
import { useDiagnostics } from './use-diagnostics.ts'

const mostCharacters = 5000

/** What it is about, the words, and what goes along. */
export function SupportForm({ onSent }: { readonly onSent: (sent: SupportRequestAnswer) => void }) {
  const { say } = useText()
  const { contracts } = useSession()
  const here = useContract()?.id ?? ''
  const [without, setWithout] = useState<readonly DiagnosticName[]>([])
  const diagnostics = takenDiagnostics(useDiagnostics(), without)
  const form = useForm({
    fields: {
      category: field<SupportCategory>({
        label: say('support.category'),
        id: 'support-question',
        first: 'question',
      }),
      contract: convertedField({
        label: say('support.contract'),
        id: 'support-contract',
        first: String(here),
        sent: (picked) => contracts.find(({ id }) => id === picked)?.id,
        words: String,
      }),
      message: field({ label: say('support.message'), id: 'support-message', first: '' }),
    },
    body: ({ contract, ...request }) => ({
      ...request,
      ...(contract !== undefined && { contract }),
      ...(Object.keys(diagnostics).length > 0 && { diagnostics }),
    }),
    schema: createSupportRequest,
    send: askSupport,
    // What became of it takes the focus.
    said: null,
    onSent,
  })
  return (
    <Form label={say('support.title')} of={form}>
      <Section title={say('support.category')} about={say('support.whatAbout')}>
        <div className={classes['form']}>
          <Radio.Group {...form.group('category')}>
            <div className={classes['kinds']}>
              {supportCategories.map((kind) => (
                <Radio
                  key={kind}
                  id={`support-${kind}`}
                  value={kind}
                  label={say(`support.categories.${kind}.label`)}
                  description={say(`support.categories.${kind}.help`)}
                />
              ))}
            </div>
          </Radio.Group>
        </div>
      </Section>
      <Section title={say('support.words')} about={say('support.wordsAbout')}>
        <div className={`${classes['form']} ${classes['fields']}`}>
          {contracts.length > 1 && (
            <NativeSelect
              {...form.field('contract')}
              data={[
                ...contracts.map(({ id, name }) => ({ value: id, label: name })),
                { value: '', label: say('support.noContract') },
              ]}
            />
          )}
          <Textarea
            {...form.field('message')}
            description={say('support.messageHelp')}
            required
            autosize
            minRows={6}
            maxLength={mostCharacters}
          />
        </div>
      </Section>
      <Section title={say('support.diagnostics.title')} about={say('support.diagnostics.about')}>
        <div className={classes['form']}>
          <DiagnosticsList diagnostics={diagnostics} without={without} onChange={setWithout} />
          <p className={classes['kept']}>{say('support.mailDown')}</p>
          <FormActions>
            <SendButton of={form}>{say('support.do')}</SendButton>
          </FormActions>
        </div>
      </Section>
    </Form>
  )
}
