import { useEffect, useRef } from 'react'
import { textNow, useText } from '../i18n/texts.ts'
import { ApiError } from '../lib/api.ts'
import { faultsIn, wordsOfFault, type Fault } from '../lib/faults.ts'
import { Icon } from './icon.tsx'
import classes from './problem-note.module.css'
import { titleOf } from './problem-note.tsx'
import { ownWordsOf, wordsOf } from './problem-words.ts'

type Props = {
  /** Why the form was not taken; nothing is shown without. */
  readonly error: Error | null
  /** What the fields are called, by the names that the server uses, and where they are. */
  readonly fields: Fields
}

/** The fields of a form, by the dotted paths of what is sent. */
export type Fields = Readonly<Record<string, FieldPlace>>

type FieldPlace = {
  readonly label: string
  readonly id: string
  /** Of a list that is typed one a line: the line on which its entry stands, both from 0. */
  readonly lineOf?: (entry: number) => number | undefined
}

/** Above a form that was refused: everything that is wrong, each with a way to its field. Takes the focus, so that it is heard first. */
export function ProblemSummary({ error, fields }: Props) {
  const { say } = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error !== null) box.current?.focus()
  }, [error])
  if (error === null) return null
  const problem = error instanceof ApiError ? error.problem : undefined
  const ownWords = ownWordsOf(error)
  const faults = sentencesOf(error, fields)
  return (
    <div ref={box} className={classes['note']} role="alert" tabIndex={-1}>
      <Icon name="alert" />
      <div className={classes['words']}>
        <p className={classes['title']}>
          {say(problem === undefined ? titleOf(error) : 'ui.problem.notTaken')}
        </p>
        {faults.length === 0 && <p>{wordsOf(error)}</p>}
        {faults.map(({ label, id, words }) => (
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
        {ownWords !== undefined && <p lang="en">{ownWords}</p>}
        {problem !== undefined && problem.status >= 500 && problem.request_id !== '' && (
          <p className={classes['id']}>{say('ui.problem.request', { id: problem.request_id })}</p>
        )}
      </div>
    </div>
  )
}

type Sentence = { readonly label?: string; readonly id?: string; readonly words: string }

/** What is wrong, each with the label of its field and the line where the field has several; nothing twice. */
function sentencesOf(error: Error, fields: Fields): readonly Sentence[] {
  const sentences = placed(error).map((fault): Sentence => {
    const { field } = fault
    const [name, place] =
      Object.entries(fields).find(([one]) => field !== undefined && isBelow(field, one)) ?? []
    const words = wordsOfFault(fault)
    if (field === undefined || name === undefined || place === undefined) return { words }
    const line = lineOf(place, field.slice(name.length + 1))
    const { label } = place
    return {
      label: line === undefined ? label : textNow().say('ui.problem.line', { label, line: line + 1 }),
      id: place.id,
      words,
    }
  })
  return [...new Map(sentences.map((one) => [`${one.label} ${one.words}`, one])).values()]
}

/** What stands beside a field that was at fault; of a list, what is wrong with which line. */
export function errorOf(error: Error | null, field: string, place?: FieldPlace): string | undefined {
  const { say } = textNow()
  const found = placed(error).filter((fault) => fault.field !== undefined && isBelow(fault.field, field))
  if (found.length === 0) return undefined
  const sentences = found.map((fault) => {
    const line = place && lineOf(place, (fault.field ?? '').slice(field.length + 1))
    const words = wordsOfFault(fault)
    return line === undefined ? words : say('ui.problem.lineSays', { line: line + 1, words })
  })
  return [...new Set(sentences)].join(' ')
}

/** A server of an earlier version names one field, and says why in words only. */
function placed(error: Error | null): readonly Fault[] {
  const faults = faultsIn(error)
  if (faults.length > 0 || !(error instanceof ApiError) || error.problem?.field === undefined) return faults
  return [{ field: error.problem.field, why: wordsOf(error) }]
}

function lineOf({ lineOf: find }: FieldPlace, below: string): number | undefined {
  return find === undefined || !/^\d+$/.test(below) ? undefined : find(Number(below))
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
