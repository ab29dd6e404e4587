import { useId, type ReactNode } from 'react'
import classes from './section.module.css'

type Props = {
  /** What links lead to it by. */
  readonly id?: string
  readonly title: string
  /** What this part is for. */
  readonly about?: ReactNode
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A part of a page: its name on the left where there is room, its content beside it. */
export function Section({ id: anchor, title, about, action, children }: Props) {
  const id = useId()
  return (
    <section id={anchor} className={classes['section']} aria-labelledby={id}>
      <div className={classes['words']}>
        <h2 id={id}>{title}</h2>
        {about !== undefined && <p>{about}</p>}
        {action}
      </div>
      <div className={classes['content']}>{children}</div>
    </section>
  )
}
