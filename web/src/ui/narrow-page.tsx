import type { ReactNode } from 'react'
import classes from './narrow-page.module.css'

/** A page with one thing to do: a form in the middle. */
export function NarrowPage({ children }: { readonly children: ReactNode }) {
  return <div className={classes['page']}>{children}</div>
}
