import { useMutation } from '@tanstack/react-query'
import type { z } from 'zod'
import { announce } from '../lib/announce.ts'
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

type Options<F extends Fields, Body, Answer> = {
  readonly fields: F
  /** What is sent, of what the fields have. */
  readonly body: (own: SentBy<F>, values: Values<F>) => Body
  /** The server's check of the body, made before it is sent. */
  readonly schema: z.ZodType
  readonly send: (body: Body) => Promise<Answer>
  /** What is said to the ear when it is done; null where a message that comes, or another page, takes the focus. */
  readonly said: string | ((answer: Answer) => string) | null
  readonly onSent?: (answer: Answer, form: { readonly clear: () => void }) => unknown
  /** By the checks here, or by the server. */
  readonly onRefused?: (error: Error) => unknown
}

/** What a form and its button need to know. */
export type Sending = {
  readonly error: Error | null
  readonly complaints: FieldSet<Fields>['complaints']
  readonly isBusy: boolean
  readonly submit: () => void
}

export type FormState<F extends Fields, Answer> = Omit<FieldSet<F>, 'refuse' | 'forgetRefusal' | 'replace'> &
  Sending & {
    readonly answer: Answer | undefined
    /** It was sent and done, and nothing was asked for since. */
    readonly isDone: boolean
  }

/**
 * A form that sends something new. All fields are checked before anything is sent; what the server refuses stands beside
 * the same fields, and nothing that was typed is lost.
 */
export function useForm<F extends Fields, Body, Answer>({
  fields,
  body: bodyOf,
  schema,
  send,
  said,
  onSent,
  onRefused,
}: Options<F, Body, Answer>): FormState<F, Answer> {
  const { refuse, forgetRefusal, replace, ...set } = useFields(fields)
  const sending = useMutation({
    mutationFn: send,
    // What was sent may be a password, and so may the answer.
    gcTime: 0,
    onSuccess: async (answer) => {
      await onSent?.(answer, { clear: () => replace(firstValues(fields)) })
      if (said !== null) announce(typeof said === 'string' ? said : said(answer))
    },
    onError: (error) => refused(error),
  })
  const refused = (error: Error) => {
    refuse(error)
    return onRefused?.(error)
  }
  const submit = () => {
    if (sending.isPending) return
    const values = set.latest()
    const body = bodyOf(sentBy(fields, values), values)
    const faults = [...ownFaults(fields, values), ...faultsBySchema(schema, body)]
    if (faults.length > 0) {
      void refused(new NotFit(faults))
      return
    }
    forgetRefusal()
    sending.mutate(body)
  }
  return {
    ...set,
    isBusy: sending.isPending,
    submit,
    answer: sending.data,
    isDone: sending.isSuccess,
  }
}
