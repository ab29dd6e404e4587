import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import classes from './notice.module.css'

/** Something worth knowing before one goes on; nothing is wrong. */
export function Notice({ children }: { readonly children: ReactNode }) {
  return (
    <div className={classes['notice']} role="note">
      <Icon name="info" />
      <div>{children}</div>
    </div>
  )
}
