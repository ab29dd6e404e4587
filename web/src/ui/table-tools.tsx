import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../i18n/texts.ts'
import classes from './table-tools.module.css'

type Props = {
  /** How many rows there are, in words; read out when it changes. */
  readonly found: string
  readonly isFiltered: boolean
  readonly onClear: () => void
  /** Search and filters. */
  readonly children: ReactNode
}

/** The line above a table. */
export function TableTools({ found, isFiltered, onClear, children }: Props) {
  const { say } = useText()
  return (
    <div className={classes['tools']}>
      {children}
      <p className={classes['found']} role="status">
        {found}
      </p>
      {isFiltered && (
        <Button variant="subtle" onClick={onClear}>
          {say('ui.table.clear')}
        </Button>
      )}
    </div>
  )
}
