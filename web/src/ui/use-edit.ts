import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { textNow } from '../i18n/texts.ts'
import { announce } from '../lib/announce.ts'
import {
  changesIn,
  differing,
  sendOnLatest,
  withLater,
  withOwn,
  type Sent,
  type Versioned,
} from '../lib/edit.ts'
import { NotFit } from '../lib/faults.ts'
import {
  faultsBySchema,
  firstValues,
  ownFaults,
  sentBy,
  type Fields,
  type SentBy,
  type Values,
} from '../lib/fields.ts'
import { useFields, type FieldSet } from './use-fields.ts'
import type { Sending } from './use-form.ts'

type Options<Answer extends Versioned, F extends Fields> = {
  /** As it was read; what is read later replaces it while nothing was typed. */
  readonly saved: Answer
  /** Its fields, by the names of the API, with what they have for an answer. */
  readonly fieldsOf: (answer: Answer) => F
  /** The server's check of a change, made before it is sent. */
  readonly schema: z.ZodType
  /** Sends what was changed, on the version that it was changed on. */
  readonly send: (change: Partial<SentBy<F>>, on: Answer) => Promise<Answer>
  readonly reread: () => Promise<Answer>
  /** What is said to the ear when it is saved; null where the page says it in a region of its own, or leads on. */
  readonly said: string | null
  /** After saving, and where there was nothing to save; and whether nothing was typed meanwhile, so that all is saved. */
  readonly onSaved?: (answer: Answer, isAll: boolean) => unknown
  /** Somebody was faster: what they changed is told above the form. */
  readonly onMeanwhile?: () => unknown
}

/** What somebody else changed while the form was open. */
export type Changes = {
  readonly by: string | undefined
  readonly at: string | undefined
  readonly fields: readonly ChangedField[]
}

type ChangedField = {
  readonly name: string
  readonly label: string
  readonly theirs: string
  /** Where it was changed here too: the other value, and which of both the form has. */
  readonly choice?: {
    readonly yours: string
    readonly picked: 'theirs' | 'yours' | undefined
    readonly pick: (whose: 'theirs' | 'yours') => void
  }
}

type Meanwhile<F extends Fields> = {
  readonly by: string | undefined
  readonly at: string | undefined
  /** The fields that they changed, and those that were changed here. */
  readonly fields: readonly string[]
  readonly changed: readonly string[]
  readonly theirs: Values<F>
  readonly yours: Values<F>
}

export type Edit<F extends Fields> = Omit<FieldSet<F>, 'refuse' | 'forgetRefusal' | 'replace' | 'latest'> &
  Sending & {
    /** What the fields have, as the server takes it. */
    readonly sent: SentBy<F>
    /** Checks what was changed; what is wrong is told. */
    readonly isFit: () => boolean
    /** What the form has was saved a moment ago, or was there already. */
    readonly isSaved: boolean
    readonly meanwhile: Changes | undefined
  }

/**
 * A form about something that has versions. It sends what was changed and nothing else, on the version that it was read
 * in; where somebody was faster, it tells what they changed and keeps what was typed.
 */
export function useEdit<Answer extends Versioned, F extends Fields>({
  saved,
  fieldsOf,
  schema,
  send,
  reread,
  said,
  onSaved,
  onMeanwhile,
}: Options<Answer, F>): Edit<F> {
  const [base, setBase] = useState(saved)
  const fields = fieldsOf(base)
  const { refuse, forgetRefusal, replace, latest, ...set } = useFields(fields)
  const [seen, setSeen] = useState(saved.version)
  const [meanwhile, setMeanwhile] = useState<Meanwhile<F>>()
  const valuesOf = (answer: Answer) => firstValues(fieldsOf(answer))
  const sentFor = (values: Values<F>) => sentBy(fields, values)
  const before = sentFor(valuesOf(base))
  const changesFor = (values: Values<F>) => changesIn(before, sentFor(values))
  const isChanged = differing(before, sentFor(set.values)).length > 0
  const take = (answer: Answer, asked?: Values<F>) => {
    const found = valuesOf(answer)
    setBase(answer)
    replace(asked === undefined ? found : withLater(found, asked, latest()))
    setMeanwhile(undefined)
  }
  const saving = useMutation({
    gcTime: 0,
    mutationFn: async (asked: Values<F>): Promise<Sent<Answer>> => {
      const changes = changesFor(asked)
      if (Object.keys(changes).length === 0) return { kind: 'saved', answer: base }
      return await sendOnLatest({
        base,
        send: (on) => send(changes, on),
        reread,
        isSame: (_, found) => differing(before, sentFor(valuesOf(found))).length === 0,
      })
    },
    onSuccess: async (sent, asked) => {
      if (sent.kind === 'saved') {
        // Before what the server made of it stands in the form.
        const isAll = differing(asked, latest()).length === 0
        take(sent.answer, asked)
        await onSaved?.(sent.answer, isAll)
        if (!isAll) announce(textNow().say('ui.savedPart'))
        else if (said !== null) announce(said)
        return
      }
      const { by, at, found } = sent
      const [theirs, yours] = [valuesOf(found), latest()]
      const changed = differing(before, sentFor(yours))
      setBase(found)
      replace(withOwn(theirs, yours, changed))
      setMeanwhile({ by, at, fields: differing(before, sentFor(theirs)), changed, theirs, yours })
      onMeanwhile?.()
    },
    onError: refuse,
  })
  if (saved.version !== seen) {
    setSeen(saved.version)
    if (!isChanged && !saving.isPending && saved.version !== base.version) take(saved)
  }
  const isFit = () => {
    const changes = changesFor(latest())
    const own = ownFaults(fields, latest()).filter(({ field }) => field !== undefined && field in changes)
    // Where nothing was changed, nothing is sent.
    const isSent = Object.keys(changes).length > 0
    const faults = isSent ? [...own, ...faultsBySchema(schema, changes)] : []
    if (faults.length > 0) refuse(new NotFit(faults))
    else forgetRefusal()
    return faults.length === 0
  }
  return {
    ...set,
    sent: sentFor(set.values),
    isFit,
    submit: () => {
      if (!saving.isPending && isFit()) saving.mutate(latest())
    },
    isBusy: saving.isPending,
    isSaved: saving.data?.kind === 'saved' && saving.isSuccess && !isChanged,
    meanwhile: meanwhile && changesSeen(meanwhile, fields, set),
  }
}

function changesSeen<F extends Fields>(
  { by, at, fields: theirFields, changed, theirs, yours }: Meanwhile<F>,
  fields: F,
  { values, change }: Pick<FieldSet<F>, 'values' | 'change'>,
): Changes {
  const has = (name: string, of: Values<F>) => !differing(of, values).includes(name)
  return {
    by,
    at,
    fields: Object.entries(fields)
      .filter(([name]) => theirFields.includes(name))
      .map(([name, one]): ChangedField => {
        const seen = { name, label: one.label, theirs: one.words(theirs[name]) }
        if (!changed.includes(name)) return seen
        return {
          ...seen,
          choice: {
            yours: one.words(yours[name]),
            picked: has(name, theirs) ? 'theirs' : has(name, yours) ? 'yours' : undefined,
            pick: (whose) => change(withOwn(values, whose === 'theirs' ? theirs : yours, [name])),
          },
        }
      }),
  }
}
