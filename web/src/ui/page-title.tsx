import type { ReactNode } from 'react'
import { canUse, useContract, type OwnPermission } from '../lib/session.ts'
import classes from './page-title.module.css'

type Props = {
  readonly children: string
  /** One sentence: the period, the filter, or what the page is for. */
  readonly about?: ReactNode
  /** The one thing to do here. */
  readonly action?: ReactNode
  /** What somebody has to be allowed to for that; without, everybody is offered it. */
  readonly needs?: OwnPermission
}

/** What a page is, in words, for the eye, the tab and the screen reader. */
export function PageTitle({ children, about, action, needs }: Props) {
  const contract = useContract()
  const isOffered = needs === undefined || (contract !== undefined && canUse(contract, needs))
  return (
    <header className={classes['row']}>
      <title>{`${children} · Catalytics`}</title>
      <div className={classes['words']}>
        {/* The frame moves the focus here when the page changes. */}
        <h1 className={classes['title']} tabIndex={-1}>
          {children}
        </h1>
        {about !== undefined && <p className={classes['about']}>{about}</p>}
      </div>
      {isOffered && action}
    </header>
  )
}
