import { Button, NumberInput, Radio } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText } from '../../i18n/texts.ts'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
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
    formOf,
    inputOf,
    onSaved: () => setAsked(false),
    // What somebody else has changed is looked at first, and what would go is asked about anew.
    onMeanwhile: () => setAsked(false),
  })
  const { isLimited, months } = edit.form.retention_months
  const wanted = inputOf(edit.form).retention_months
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
  const field = { label: say('contracts.retention.months'), id: 'contract-months' }
  return (
    <>
      <Form
        label={say('contracts.retention.title')}
        onSubmit={() => (shortens ? setAsked(true) : edit.save())}
      >
        <div className={classes['form']}>
          {!isAskedNow && <ProblemSummary error={edit.error} fields={{ retention_months: field }} />}
          <ChangedMeanwhile
            edit={edit}
            fields={{ retention_months: field }}
            wordsOf={({ retention_months: { isLimited: limited, months: of } }) => ({
              retention_months: limited ? String(of) : say('contracts.retention.ever'),
            })}
          />
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
              {...field}
              className={classes['short']}
              description={say('contracts.retention.monthsHelp')}
              min={fewestMonths}
              max={mostMonths}
              clampBehavior="none"
              allowDecimal={false}
              allowNegative={false}
              hideControls
              error={errorOf(edit.error, 'retention_months')}
              value={months}
              onChange={setMonths}
            />
          )}
          {shortens && <RetentionLoss of={loss} />}
          <FormActions>
            <Button type="submit" variant="default" loading={edit.isSaving && !isAskedNow}>
              {say('contracts.retention.do')}
            </Button>
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
        isBusy={edit.isSaving}
        error={edit.error}
        onConfirm={edit.save}
        onCancel={() => setAsked(false)}
      >
        <RetentionLoss of={loss} />
        <p className={classes['follows']}>{say('contracts.retention.follows')}</p>
      </ConfirmDialogue>
    </>
  )
}

function formOf({ retention_months: months }: ContractAnswer) {
  return { retention_months: { isLimited: months !== null, months: months ?? usualMonths } as Limit }
}

function inputOf({ retention_months: { isLimited, months } }: ReturnType<typeof formOf>) {
  return { retention_months: isLimited ? Number(months) : null }
}

function isPossible(months: number): boolean {
  return Number.isInteger(months) && months >= fewestMonths && months <= mostMonths
}
