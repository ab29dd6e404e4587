import { NumberInput, Radio } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText, type Say } from '../../i18n/texts.ts'
import { convertedField } from '../../lib/fields.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { Saved } from '../../ui/saved.tsx'
import { retentionQuery } from './contracts.api.ts'
import classes from './contracts.module.css'
import { RetentionLoss } from './retention-loss.tsx'
import { useContractEdit } from './use-contract-edit.ts'

const fewestMonths = 1
const mostMonths = 240
const usualMonths = 36

/** As the form has it: the months stay while somebody looks at the other choice. */
type Limit = { readonly isLimited: boolean; readonly months: number | string }

/** For how long actions are kept. Whoever shortens it sees what would go, and types the contract's name. */
export function RetentionForm({ contract }: { readonly contract: ContractAnswer }) {
  const { say } = useText()
  const saved = contract.retention_months
  const [isAsked, setAsked] = useState(false)
  const edit = useContractEdit({
    contract,
    fieldsOf: (of) => fieldsOf(of, say),
    onSaved: () => setAsked(false),
    // What somebody else has changed is looked at first, and what would go is asked about anew.
    onMeanwhile: () => setAsked(false),
  })
  const { isLimited, months } = edit.values.retention_months
  const wanted = edit.sent.retention_months
  const setLimited = (limited: boolean) => edit.change({ retention_months: { isLimited: limited, months } })
  const setMonths = (typed: number | string) =>
    edit.change({ retention_months: { isLimited, months: typed } })
  const shortens = wanted !== null && isPossible(wanted) && (saved === null || wanted < saved)
  const [asked] = useDebouncedValue(shortens ? wanted : undefined, 250)
  const preview = useQuery({
    ...retentionQuery(contract.id, asked ?? mostMonths),
    enabled: asked !== undefined,
  })
  const loss = shortens && asked === wanted ? preview : undefined
  const isAskedNow = isAsked && shortens
  const { value: _, ...control } = edit.field('retention_months')
  return (
    <>
      <Form
        label={say('contracts.retention.title')}
        of={edit}
        isQuiet={isAskedNow}
        onSubmit={() => (shortens ? edit.isFit() && setAsked(true) : edit.submit())}
      >
        <div className={classes['form']}>
          <Radio.Group
            aria-label={say('contracts.retention.title')}
            value={isLimited ? 'limited' : 'ever'}
            onChange={(picked) => setLimited(picked === 'limited')}
          >
            <div className={classes['choices']}>
              <Radio value="ever" label={say('contracts.retention.ever')} />
              <Radio value="limited" label={say('contracts.retention.limited')} />
            </div>
          </Radio.Group>
          {isLimited && (
            <NumberInput
              {...control}
              className={classes['short']}
              description={say('contracts.retention.monthsHelp')}
              min={fewestMonths}
              max={mostMonths}
              clampBehavior="none"
              allowDecimal={false}
              allowNegative={false}
              hideControls
              value={months}
              onChange={setMonths}
            />
          )}
          {shortens && <RetentionLoss of={loss} />}
          <FormActions>
            <SendButton of={edit} variant="default">
              {say('contracts.retention.do')}
            </SendButton>
            <Saved when={edit.isSaved} />
          </FormActions>
        </div>
      </Form>
      <ConfirmDialogue
        isOpen={isAskedNow}
        title={say('contracts.retention.ask', { count: wanted ?? 0 })}
        confirm={say('contracts.retention.confirm')}
        typed={contract.name}
        isDestructive
        isBusy={edit.isBusy}
        error={edit.error}
        onConfirm={edit.submit}
        onCancel={() => setAsked(false)}
      >
        <RetentionLoss of={loss} />
        <p className={classes['follows']}>{say('contracts.retention.follows')}</p>
      </ConfirmDialogue>
    </>
  )
}

function fieldsOf({ retention_months: kept }: ContractAnswer, say: Say) {
  return {
    retention_months: convertedField<Limit, number | null>({
      label: say('contracts.retention.months'),
      id: 'contract-months',
      first: { isLimited: kept !== null, months: kept ?? usualMonths },
      sent: ({ isLimited, months }) => (isLimited ? Number(months) : null),
      words: ({ isLimited, months }) => (isLimited ? String(months) : say('contracts.retention.ever')),
    }),
  }
}

function isPossible(months: number): boolean {
  return Number.isInteger(months) && months >= fewestMonths && months <= mostMonths
}
