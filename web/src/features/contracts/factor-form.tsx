import { Radio } from '@mantine/core'
import { useState } from 'react'
import type { ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText } from '../../i18n/texts.ts'
import { convertedField } from '../../lib/fields.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
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
    fieldsOf: ({ second_factor_required: required }) => ({
      second_factor_required: convertedField({
        label: say('contracts.factor.title'),
        id: 'contract-factor-free',
        first: choiceOf(required),
        sent: (choice) => choice === 'required',
        words: (choice) => say(`contracts.factor.choices.${choice}.label`),
      }),
    }),
    onSaved: () => setAsked(false),
    onMeanwhile: () => setAsked(false),
  })
  const isRequired = edit.sent.second_factor_required
  return (
    <>
      <Form
        label={say('contracts.factor.title')}
        of={edit}
        isQuiet={isAsked}
        onSubmit={() => (isRequired && !saved ? setAsked(true) : edit.submit())}
      >
        <div className={classes['form']}>
          <Radio.Group {...edit.group('second_factor_required')}>
            <div className={classes['choices']}>
              {choices.map((choice) => (
                <Radio
                  key={choice}
                  id={`contract-factor-${choice}`}
                  value={choice}
                  label={say(`contracts.factor.choices.${choice}.label`)}
                  description={say(`contracts.factor.choices.${choice}.help`)}
                />
              ))}
            </div>
          </Radio.Group>
          <FormActions>
            <SendButton of={edit} variant="default">
              {say('contracts.factor.save')}
            </SendButton>
            <Saved when={edit.isSaved} />
          </FormActions>
        </div>
      </Form>
      <ConfirmDialogue
        isOpen={isAsked}
        title={say('contracts.factor.ask')}
        confirm={say('contracts.factor.do')}
        isBusy={edit.isBusy}
        error={edit.error}
        onConfirm={edit.submit}
        onCancel={() => setAsked(false)}
      >
        <FactorLockout contract={contract.id} />
      </ConfirmDialogue>
    </>
  )
}

function choiceOf(required: boolean): (typeof choices)[number] {
  return required ? 'required' : 'free'
}
