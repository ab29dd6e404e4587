import { useState } from 'react'
import { focusTitle } from '../lib/focus-title.ts'

export type RowDialogue<Subject> = {
  /** What was asked about last; it stays while the dialogue goes. */
  readonly subject: Subject | undefined
  readonly isOpen: boolean
  readonly open: (subject: Subject, from: HTMLElement | null) => void
  readonly close: () => void
  /** For when the dialogue has gone: the focus goes back to the row, or to the title where the row went too. */
  readonly giveBack: () => void
}

/** The state of one dialogue for all rows of a table. */
export function useRowDialogue<Subject>(): RowDialogue<Subject> {
  const [asked, setAsked] = useState<{ readonly subject: Subject; readonly from: HTMLElement | null }>()
  const [isOpen, setOpen] = useState(false)
  return {
    subject: asked?.subject,
    isOpen,
    open(subject, from) {
      setAsked({ subject, from })
      setOpen(true)
    },
    close: () => setOpen(false),
    giveBack() {
      if (asked?.from?.isConnected === true) asked.from.focus()
      else focusTitle()
    },
  }
}
