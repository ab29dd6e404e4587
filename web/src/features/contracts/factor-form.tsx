import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import type { ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText } from '../../i18n/texts.ts'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Saved } from '../../ui/saved.tsx'
import classes from './contracts.module.css'
import { FactorLockout } from './factor-lockout.tsx'
import { useContractEdit } from './use-contract-edit.ts'

const choices = ['free', 'required'] as const

/** Whether users need a second factor. Whoever requires it sees first whom that locks out, themselves included. */
export function FactorForm({ contract }: { readonly contract: ContractAnswer }) {
  const { say } = useText()
  const saved = contract.second_factor_required
  const [isAsked, setAsked] = useState(false)
  const edit = useContractEdit({
    contract,
    formOf: ({ second_factor_required }) => ({ second_factor_required }),
    inputOf: (form) => form,
    onSaved: () => setAsked(false),
    onMeanwhile: () => setAsked(false),
  })
  const isRequired = edit.form.second_factor_required
  return (
    <>
      <Form
        label={say('contracts.factor.title')}
        onSubmit={() => (isRequired && !saved ? setAsked(true) : edit.save())}
      >
        <div className={classes['form']}>
          {!isAsked && edit.error && <ProblemNote error={edit.error} />}
          <ChangedMeanwhile
            edit={edit}
            fields={{ second_factor_required: { label: say('contracts.factor.title') } }}
            wordsOf={({ second_factor_required: required }) => ({
              second_factor_required: say(`contracts.factor.choices.${choiceOf(required)}.label`),
            })}
          />
          <Radio.Group
            aria-label={say('contracts.factor.title')}
            value={choiceOf(isRequired)}
            onChange={(picked) => edit.change({ second_factor_required: picked === 'required' })}
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
            <Button type="submit" variant="default" loading={edit.isSaving && !isAsked}>
              {say('contracts.factor.save')}
            </Button>
            <Saved when={edit.isSaved} />
          </FormActions>
        </div>
      </Form>
      <ConfirmDialogue
        isOpen={isAsked}
        title={say('contracts.factor.ask')}
        confirm={say('contracts.factor.do')}
        isBusy={edit.isSaving}
        error={edit.error}
        onConfirm={edit.save}
        onCancel={() => setAsked(false)}
      >
        <FactorLockout contract={contract.id} />
      </ConfirmDialogue>
    </>
  )
}

function choiceOf(required: boolean) {
  return required ? 'required' : 'free'
}
