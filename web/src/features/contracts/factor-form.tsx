import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import type { ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText } from '../../i18n/texts.ts'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Saved } from '../../ui/saved.tsx'
import classes from './contracts.module.css'
import { FactorLockout } from './factor-lockout.tsx'
import { useContractChange } from './use-contract-change.ts'

const choices = ['free', 'required'] as const

/** Whether users need a second factor. Whoever requires it sees first whom that locks out, themselves included. */
export function FactorForm({ contract }: { readonly contract: ContractAnswer }) {
  const { say } = useText()
  const saved = contract.second_factor_required
  const [isRequired, setRequired] = useState(saved)
  const [isAsked, setAsked] = useState(false)
  const doing = useContractChange(contract.id)
  const save = () =>
    doing.mutate({ second_factor_required: isRequired }, { onSuccess: () => setAsked(false) })
  return (
    <>
      <Form
        label={say('contracts.factor.title')}
        onSubmit={() => (isRequired && !saved ? setAsked(true) : save())}
      >
        <div className={classes['form']}>
          {!isAsked && doing.error && <ProblemNote error={doing.error} />}
          <Radio.Group
            aria-label={say('contracts.factor.title')}
            value={isRequired ? 'required' : 'free'}
            onChange={(picked) => setRequired(picked === 'required')}
          >
            <div className={classes['choices']}>
              {choices.map((choice) => (
                <Radio
                  key={choice}
                  value={choice}
                  label={say(`contracts.factor.choices.${choice}.label`)}
                  description={say(`contracts.factor.choices.${choice}.help`)}
                />
              ))}
            </div>
          </Radio.Group>
          <FormActions>
            <Button type="submit" variant="default" loading={doing.isPending && !isAsked}>
              {say('contracts.factor.save')}
            </Button>
            <Saved when={doing.isSuccess && isRequired === saved} />
          </FormActions>
        </div>
      </Form>
      <ConfirmDialogue
        isOpen={isAsked}
        title={say('contracts.factor.ask')}
        confirm={say('contracts.factor.do')}
        isBusy={doing.isPending}
        error={doing.error}
        onConfirm={save}
        onCancel={() => setAsked(false)}
      >
        <FactorLockout contract={contract.id} />
      </ConfirmDialogue>
    </>
  )
}
