import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

type Props = {
  readonly title: string
  /** What will be here. */
  readonly children: ReactNode
  /** The one thing to do. */
  readonly action?: ReactNode
}

/** Where there is nothing yet. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <section className={classes['empty']}>
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </section>
  )
}
