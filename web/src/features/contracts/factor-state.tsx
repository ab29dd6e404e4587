import type { ContractAnswer } from '@catalytics/contract/contracts.ts'
import { useText } from '../../i18n/texts.ts'
import classes from './contracts.module.css'

/** Whether a second factor is required, for those who do not decide it. */
export function FactorState({ contract }: { readonly contract: ContractAnswer }) {
  const { say } = useText()
  const choice = contract.second_factor_required ? 'required' : 'free'
  return (
    <div className={classes['form']}>
      <p>
        <strong>{say(`contracts.factor.choices.${choice}.label`)}</strong>
        <br />
        {say('contracts.factor.whose')}
      </p>
    </div>
  )
}
