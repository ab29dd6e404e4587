import { useEffect, useRef } from 'react'
import { useText } from '../i18n/texts.ts'
import { ApiError } from '../lib/api.ts'
import { Icon } from './icon.tsx'
import classes from './problem-note.module.css'
import { titleOf } from './problem-note.tsx'
import { ownWordsOf, wordsOf, wordsOfField } from './problem-words.ts'

type Props = {
  /** Why the form was not taken; nothing is shown without. */
  readonly error: Error | null
  /** What the fields are called, by the names that the server uses, and where they are. */
  readonly fields: Readonly<Record<string, { readonly label: string; readonly id: string }>>
}

/** Above a form that was refused: what is wrong, with a way to the field. Takes the focus, so that it is heard first. */
export function ProblemSummary({ error, fields }: Props) {
  const { say } = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error !== null) box.current?.focus()
  }, [error])
  if (error === null) return null
  const problem = error instanceof ApiError ? error.problem : undefined
  const ownWords = ownWordsOf(error)
  const field = fieldOf(error, fields)
  return (
    <div ref={box} className={classes['note']} role="alert" tabIndex={-1}>
      <Icon name="alert" />
      <div className={classes['words']}>
        <p className={classes['title']}>
          {say(problem === undefined ? titleOf(error) : 'ui.problem.notTaken')}
        </p>
        <p>
          {field !== undefined && (
            <>
              <a className={classes['link']} href={`#${field.id}`} onClick={(event) => goTo(event, field.id)}>
                {field.label}
              </a>
              {': '}
            </>
          )}
          {wordsOf(error)}
        </p>
        {ownWords !== undefined && <p lang="en">{ownWords}</p>}
        {problem !== undefined && problem.status >= 500 && problem.request_id !== '' && (
          <p className={classes['id']}>{say('ui.problem.request', { id: problem.request_id })}</p>
        )}
      </div>
    </div>
  )
}

/** What stands beside a field that was at fault. */
export function errorOf(error: Error | null, field: string): string | undefined {
  if (!(error instanceof ApiError) || error.problem?.field === undefined) return undefined
  return isBelow(error.problem.field, field) ? wordsOfField(error.problem) : undefined
}

function fieldOf(error: Error, fields: Props['fields']) {
  const at = error instanceof ApiError ? error.problem?.field : undefined
  if (at === undefined) return undefined
  return Object.entries(fields).find(([name]) => isBelow(at, name))?.[1]
}

/** `countries.1` is at fault in `countries`. */
function isBelow(at: string, field: string): boolean {
  return at === field || at.startsWith(`${field}.`)
}

// The address of the page is not a place for this.
function goTo(event: { preventDefault(): void }, id: string): void {
  event.preventDefault()
  document.getElementById(id)?.focus()
}
