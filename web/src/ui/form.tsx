import type { FormEvent, ReactNode } from 'react'
import { ChangedMeanwhile } from './changed-meanwhile.tsx'
import classes from './form.module.css'
import { ProblemSummary } from './problem-summary.tsx'
import type { Changes } from './use-edit.ts'
import type { Sending } from './use-form.ts'

type Props = {
  /** What it is for, to the ear. */
  readonly label: string
  /** What {@link useForm} or {@link useEdit} gave. */
  readonly of: Sending & { readonly meanwhile?: Changes | undefined }
  /** What happens instead of sending at once, such as a question. */
  readonly onSubmit?: () => void
  /** What is wrong is told elsewhere, such as in a dialogue above. */
  readonly isQuiet?: boolean
  readonly children: ReactNode
}

/** Fields one below the other; above them, what is wrong with them, and what somebody else has changed meanwhile. */
export function Form({ label, of, onSubmit = of.submit, isQuiet = false, children }: Props) {
  return (
    <PlainForm label={label} onSubmit={onSubmit}>
      {!isQuiet && <ProblemSummary error={of.error} complaints={of.complaints} />}
      {of.meanwhile !== undefined && <ChangedMeanwhile changes={of.meanwhile} />}
      {children}
    </PlainForm>
  )
}

type PlainProps = Pick<Props, 'label' | 'children'> & { readonly onSubmit: () => void }

/** A form without fields that are sent, such as a question. */
export function PlainForm({ label, onSubmit, children }: PlainProps) {
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
