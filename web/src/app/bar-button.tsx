import { UnstyledButton } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import { Icon, type IconName } from '../ui/icon.tsx'
import classes from './bar-button.module.css'

type Props = ComponentPropsWithRef<'button'> & {
  /** What it is called; read out, and shown when the pointer rests on it. */
  readonly label: string
  readonly icon?: IconName
  /** Words beside the drawing. */
  readonly words?: string
  readonly opensMenu?: boolean
}

/** A control of the bar at the top. */
export function BarButton({ label, icon, words, opensMenu = false, className = '', ...rest }: Props) {
  // Who speaks to the browser says what stands there (WCAG 2.2, 2.5.3).
  const name = words === undefined || label.includes(words) ? label : `${words}, ${label}`
  return (
    <UnstyledButton {...rest} className={`${classes['button']} ${className}`} aria-label={name} title={label}>
      {icon !== undefined && <Icon name={icon} />}
      {words}
      {opensMenu && <Icon name="chevronDown" />}
    </UnstyledButton>
  )
}
