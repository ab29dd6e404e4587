import { Button, NumberInput, Radio } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText } from '../../i18n/texts.ts'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { Saved } from '../../ui/saved.tsx'
import { retentionQuery } from './contracts.api.ts'
import classes from './contracts.module.css'
import { RetentionLoss } from './retention-loss.tsx'
import { useContractChange } from './use-contract-change.ts'

const fewestMonths = 1
const mostMonths = 240

/** For how long actions are kept. Whoever shortens it sees what would go, and types the contract's name. */
export function RetentionForm({ contract }: { readonly contract: ContractAnswer }) {
  const { say } = useText()
  const saved = contract.retention_months
  const [isLimited, setLimited] = useState(saved !== null)
  const [months, setMonths] = useState<number | string>(saved ?? 36)
  const [isAsked, setAsked] = useState(false)
  const doing = useContractChange(contract.id)
  const wanted = isLimited ? Number(months) : null
  const shortens = wanted !== null && isPossible(wanted) && (saved === null || wanted < saved)
  const [asked] = useDebouncedValue(shortens ? wanted : undefined, 250)
  const preview = useQuery({
    ...retentionQuery(contract.id, asked ?? mostMonths),
    enabled: asked !== undefined,
  })
  const loss = shortens && asked === wanted ? preview : undefined
  const save = () => doing.mutate({ retention_months: wanted }, { onSuccess: () => setAsked(false) })
  const field = { label: say('contracts.retention.months'), id: 'contract-months' }
  return (
    <>
      <Form label={say('contracts.retention.title')} onSubmit={() => (shortens ? setAsked(true) : save())}>
        <div className={classes['form']}>
          {!isAsked && <ProblemSummary error={doing.error} fields={{ retention_months: field }} />}
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
              error={errorOf(doing.error, 'retention_months')}
              value={months}
              onChange={setMonths}
            />
          )}
          {shortens && <RetentionLoss of={loss} />}
          <FormActions>
            <Button type="submit" variant="default" loading={doing.isPending && !isAsked}>
              {say('contracts.retention.do')}
            </Button>
            <Saved when={doing.isSuccess && wanted === saved} />
          </FormActions>
        </div>
      </Form>
      <ConfirmDialogue
        isOpen={isAsked}
        title={say('contracts.retention.ask', { count: wanted ?? 0 })}
        confirm={say('contracts.retention.confirm')}
        typed={contract.name}
        isDestructive
        isBusy={doing.isPending}
        error={doing.error}
        onConfirm={save}
        onCancel={() => setAsked(false)}
      >
        <RetentionLoss of={loss} />
        <p className={classes['follows']}>{say('contracts.retention.follows')}</p>
      </ConfirmDialogue>
    </>
  )
}

function isPossible(months: number): boolean {
  return Number.isInteger(months) && months >= fewestMonths && months <= mostMonths
}
