import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  changesIn,
  differing,
  sendOnLatest,
  withLater,
  withOwn,
  type Fields,
  type Sent,
  type Versioned,
} from '../lib/edit.ts'

type Options<Answer extends Versioned, Form extends Fields, Input extends Fields> = {
  /** As it was read; what is read later replaces it while nothing was typed. */
  readonly saved: Answer
  /** What the form has for it, by the names of the API's fields. */
  readonly formOf: (answer: Answer) => Form
  /** What the API takes for what the form has. */
  readonly inputOf: (form: Form) => Input
  /** Sends what was changed, on the version that it was changed on. */
  readonly send: (change: Partial<Input>, on: Answer) => Promise<Answer>
  readonly reread: () => Promise<Answer>
  /** After saving, and where there was nothing to save; and whether nothing was typed meanwhile, so that all is saved. */
  readonly onSaved?: (answer: Answer, isAll: boolean) => unknown
  /** Somebody was faster: what they changed is told above the form. */
  readonly onMeanwhile?: () => unknown
}

/** What somebody else changed while the form was open. */
export type Meanwhile<Form> = {
  readonly by: string | undefined
  readonly at: string | undefined
  /** The fields that they changed. */
  readonly fields: readonly string[]
  readonly theirs: Form
  /** What was typed, and where. */
  readonly yours: Form
  readonly changed: readonly string[]
}

export type Edit<Form> = {
  readonly form: Form
  readonly change: (fields: Partial<Form>) => void
  readonly save: () => void
  readonly isSaving: boolean
  /** What the form has was saved a moment ago, or was there already. */
  readonly isSaved: boolean
  readonly error: Error | null
  readonly meanwhile: Meanwhile<Form> | undefined
}

/**
 * A form about something that has versions. It sends what was changed and nothing else, on the version that it was read
 * in; where somebody was faster, it tells what they changed and keeps what was typed.
 */
export function useEdit<Answer extends Versioned, Form extends Fields, Input extends Fields>({
  saved,
  formOf,
  inputOf,
  send,
  reread,
  onSaved,
  onMeanwhile,
}: Options<Answer, Form, Input>): Edit<Form> {
  const [base, setBase] = useState(saved)
  const [form, setForm] = useState(() => formOf(saved))
  const [seen, setSeen] = useState(saved.version)
  const [meanwhile, setMeanwhile] = useState<Meanwhile<Form>>()
  const inputOfAnswer = (answer: Answer) => inputOf(formOf(answer))
  const changes = changesIn(inputOfAnswer(base), inputOf(form))
  const changed = Object.keys(changes)
  const take = (answer: Answer, asked?: Form) => {
    setBase(answer)
    setForm((now) => (asked === undefined ? formOf(answer) : withLater(formOf(answer), asked, now)))
    setMeanwhile(undefined)
  }
  const saving = useMutation({
    mutationFn: async (_asked: Form): Promise<Sent<Answer>> =>
      changed.length === 0
        ? { kind: 'saved', answer: base }
        : await sendOnLatest({
            base,
            send: (on) => send(changes, on),
            reread,
            isSame: (before, found) => differing(inputOfAnswer(before), inputOfAnswer(found)).length === 0,
          }),
    onSuccess: async (sent, asked) => {
      if (sent.kind === 'saved') {
        take(sent.answer, asked)
        await onSaved?.(sent.answer, differing(asked, form).length === 0)
        return
      }
      const { by, at, found } = sent
      const theirs = formOf(found)
      const fields = differing(inputOfAnswer(base), inputOf(theirs))
      setBase(found)
      setForm((now) => withOwn(theirs, now, differing(inputOfAnswer(base), inputOf(now))))
      setMeanwhile({ by, at, fields, theirs, yours: form, changed })
      onMeanwhile?.()
    },
  })
  if (saved.version !== seen) {
    setSeen(saved.version)
    if (changed.length === 0 && !saving.isPending && saved.version !== base.version) take(saved)
  }
  return {
    form,
    change: (fields) => setForm((now) => ({ ...now, ...fields })),
    save: () => saving.mutate(form),
    isSaving: saving.isPending,
    isSaved: saving.data?.kind === 'saved' && saving.isSuccess && changed.length === 0,
    error: saving.error,
    meanwhile,
  }
}
