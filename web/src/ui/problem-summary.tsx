import { useEffect, useRef } from 'react'
import { useText } from '../i18n/texts.ts'
import { ApiError } from '../lib/api.ts'
import { NotFit } from '../lib/faults.ts'
import { Icon } from './icon.tsx'
import classes from './problem-note.module.css'
import { titleOf } from './problem-note.tsx'
import { wordsOf } from './problem-words.ts'
import type { Complaint } from './use-fields.ts'

type Props = {
  /** Why the form was not taken; nothing is shown without. */
  readonly error: Error | null
  /** Everything that is wrong, each with its field. */
  readonly complaints: readonly Complaint[]
}

/** Above a form that was refused: everything that is wrong, each with a way to its field. Takes the focus, so that it is heard first. */
export function ProblemSummary({ error, complaints }: Props) {
  const { say } = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error !== null) box.current?.focus()
  }, [error])
  if (error === null) return null
  const problem = error instanceof ApiError ? error.problem : undefined
  const isRefused = problem !== undefined || error instanceof NotFit
  return (
    <div ref={box} className={classes['note']} role="alert" tabIndex={-1}>
      <Icon name="alert" />
      <div className={classes['words']}>
        <p className={classes['title']}>{say(isRefused ? 'ui.problem.notTaken' : titleOf(error))}</p>
        {complaints.length === 0 && <p>{wordsOf(error)}</p>}
        {complaints.map(({ label, id, words }) => (
          <p key={`${label} ${words}`}>
            {id !== undefined && (
              <>
                <a className={classes['link']} href={`#${id}`} onClick={(event) => goTo(event, id)}>
                  {label}
                </a>
                {say('ui.problem.colon')}
              </>
            )}
            {words}
          </p>
        ))}
        {problem !== undefined && problem.status >= 500 && problem.request_id !== '' && (
          <p className={classes['id']}>{say('ui.problem.request', { id: problem.request_id })}</p>
        )}
      </div>
    </div>
  )
}

// The address of the page is not a place for this.
function goTo(event: { preventDefault(): void }, id: string): void {
  event.preventDefault()
  document.getElementById(id)?.focus()
}
