import { Menu } from '@mantine/core'
import { useText } from '../i18n/texts.ts'
import { useContract, useVisitor } from '../lib/session.ts'
import { BarButton } from './bar-button.tsx'
import classes from './bar.module.css'
import { usePickContract } from './pick-contract.ts'

/** Which contract the pages are about. With one contract there is nothing to pick: its name is shown. */
export function ContractPicker() {
  const { say } = useText()
  const contracts = useVisitor()?.contracts ?? []
  const own = useContract()
  const pick = usePickContract()
  if (own === undefined) return null
  if (contracts.length === 1) return <span className={classes['contract']}>{own.name}</span>
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <BarButton label={say('frame.contract', { name: own.name })} words={own.name} opensMenu />
      </Menu.Target>
      <Menu.Dropdown mah="70vh" className={classes['contracts']}>
        <Menu.RadioGroup value={own.id} onChange={pick}>
          {contracts.map(({ id, name }) => (
            <Menu.RadioItem key={id} value={id}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
