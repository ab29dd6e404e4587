import classes from './code-text.module.css'
import { CopyButton } from './copy-button.tsx'

type Props = {
  /** What the text is, to the ear. */
  readonly label: string
  readonly text: string
  /** What is copied, where it can be, and what it is called. */
  readonly copy?: { readonly value: string; readonly what: string; readonly onCopy?: () => void }
}

/** A text for machines, as it is, to be read and copied. */
export function CodeText({ label, text, copy }: Props) {
  return (
    <div className={classes['code']} data-copied={copy !== undefined}>
      {/* Scrolled by keyboard too. */}
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      {copy !== undefined && (
        <div className={classes['copy']}>
          <CopyButton {...copy} />
        </div>
      )}
    </div>
  )
}
