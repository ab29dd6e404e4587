import type { FormEvent, ReactNode } from 'react'
import classes from './form.module.css'

type Props = {
  /** What it is for, to the ear. */
  readonly label: string
  readonly onSubmit: () => void
  readonly children: ReactNode
}

/** Fields one below the other. What is typed is checked by the server, whose words are shown. */
export function Form({ label, onSubmit, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className={classes['form']} aria-label={label} noValidate onSubmit={submit}>
      {children}
    </form>
  )
}

/** The buttons below a form, the one that sends it first. */
export function FormActions({ children }: { readonly children: ReactNode }) {
  return <div className={classes['actions']}>{children}</div>
}
