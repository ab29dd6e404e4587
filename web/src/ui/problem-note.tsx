import type { ReactNode } from 'react'
import { useText, type PlainKey } from '../i18n/texts.ts'
import { ApiError } from '../lib/api.ts'
import { Icon } from './icon.tsx'
import classes from './problem-note.module.css'
import { wordsOf } from './problem-words.ts'

type Props = {
  readonly error: Error
  /** What is shown below came earlier. */
  readonly isOld?: boolean
  /** What can be done. */
  readonly children?: ReactNode
}

/** What went wrong, where it went wrong, and the number to quote. */
export function ProblemNote({ error, isOld = false, children }: Props) {
  const { say } = useText()
  const problem = error instanceof ApiError ? error.problem : undefined
  const title = isOld ? 'ui.problem.old' : titleOf(error)
  return (
    <div className={classes['note']} role="alert">
      <Icon name="alert" />
      <div className={classes['words']}>
        <p className={classes['title']}>{say(title)}</p>
        <p>{wordsOf(error)}</p>
        {problem !== undefined && problem.request_id !== '' && (
          <p className={classes['id']}>{say('ui.problem.request', { id: problem.request_id })}</p>
        )}
        {problem?.code === 'second_factor_needed' && (
          <a className={classes['link']} href="/account#second-factor">
            {say('ui.problem.setUpFactor')}
          </a>
        )}
        {children}
      </div>
    </div>
  )
}

/** What kind of failure it is. */
export function titleOf(error: Error): PlainKey {
  if (!(error instanceof ApiError)) return 'ui.problem.failed'
  if (error.unanswered === 'may_have_happened') return 'ui.problem.noAnswer'
  if (error.unanswered !== undefined) return 'ui.problem.offline'
  switch (error.problem?.code) {
    case 'forbidden':
      return 'ui.problem.forbidden'
    case 'second_factor_needed':
      return 'ui.problem.secondFactor'
    case 'not_found':
    case 'gone':
      return 'ui.problem.nothing'
    default:
      return 'ui.problem.failed'
  }
}
