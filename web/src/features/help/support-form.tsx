import { Button, NativeSelect, Radio, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  supportCategories,
  supportCategory,
  type SupportCategory,
  type SupportRequestAnswer,
} from '@catalytics/contract/help.ts'
import { useText } from '../../i18n/texts.ts'
import { useContract, useSession } from '../../lib/session.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { Section } from '../../ui/section.tsx'
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
  const [about, setAbout] = useState(useContract()?.id ?? '')
  const [category, setCategory] = useState<SupportCategory>('question')
  const [message, setMessage] = useState('')
  const [without, setWithout] = useState<readonly DiagnosticName[]>([])
  const diagnostics = takenDiagnostics(useDiagnostics(), without)
  const contract = contracts.find(({ id }) => id === about)
  const doing = useMutation({
    mutationFn: () =>
      askSupport({
        category,
        message,
        ...(contract !== undefined && { contract: contract.id }),
        ...(Object.keys(diagnostics).length > 0 && { diagnostics }),
      }),
    onSuccess: onSent,
  })
  const fields = {
    category: { label: say('support.category'), id: `support-${category}` },
    contract: { label: say('support.contract'), id: 'support-contract' },
    message: { label: say('support.message'), id: 'support-message' },
  }
  return (
    <Form label={say('support.title')} onSubmit={() => doing.mutate()}>
      <ProblemSummary error={doing.error} fields={fields} />
      <Section title={say('support.category')} about={say('support.whatAbout')}>
        <div className={classes['form']}>
          <Radio.Group
            aria-label={fields.category.label}
            value={category}
            onChange={(picked) => setCategory(supportCategory.parse(picked))}
          >
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
              {...fields.contract}
              data={[
                ...contracts.map(({ id, name }) => ({ value: id, label: name })),
                { value: '', label: say('support.noContract') },
              ]}
              error={errorOf(doing.error, 'contract')}
              value={about}
              onChange={(event) => setAbout(event.currentTarget.value)}
            />
          )}
          <Textarea
            {...fields.message}
            description={say('support.messageHelp')}
            required
            autosize
            minRows={6}
            maxLength={mostCharacters}
            error={errorOf(doing.error, 'message')}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
        </div>
      </Section>
      <Section title={say('support.diagnostics.title')} about={say('support.diagnostics.about')}>
        <div className={classes['form']}>
          <DiagnosticsList diagnostics={diagnostics} without={without} onChange={setWithout} />
          <p className={classes['kept']}>{say('support.mailDown')}</p>
          <FormActions>
            <Button type="submit" loading={doing.isPending}>
              {say('support.do')}
            </Button>
          </FormActions>
        </div>
      </Section>
    </Form>
  )
}
