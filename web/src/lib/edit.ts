import { isStale } from './api.ts'

/** What a form has, by the names of the API's fields. */
export type Fields = Readonly<Record<string, unknown>>

export type Versioned = { readonly version: string }

/** What became of a change: made, or not, as somebody else had changed the same thing meanwhile. */
export type Sent<Answer> =
  | { readonly kind: 'saved'; readonly answer: Answer }
  | {
      readonly kind: 'stale'
      readonly found: Answer
      readonly by: string | undefined
      readonly at: string | undefined
    }

type Sending<Answer> = {
  /** What the change was made on. */
  readonly base: Answer
  readonly send: (on: Answer) => Promise<Answer>
  readonly reread: () => Promise<Answer>
  /** Whether nothing differs that the form is about: then the change may be made on the later one. */
  readonly isSame: (before: Answer, found: Answer) => boolean
}

const mostTries = 5

/**
 * Sends a change on the version that it was made on; where something else of the same thing has changed, on the later one.
 *
 * @throws ApiError for any other refusal
 */
export async function sendOnLatest<Answer>({
  base,
  send,
  reread,
  isSame,
}: Sending<Answer>): Promise<Sent<Answer>> {
  let on = base
  for (let tries = 1; ; tries += 1) {
    try {
      return { kind: 'saved', answer: await send(on) }
    } catch (error) {
      if (!isStale(error) || tries === mostTries) throw error
      const found = await reread()
      const { changed_by: by, changed_at: at } = error.problem ?? {}
      if (!isSame(base, found)) return { kind: 'stale', found, by, at }
      on = found
    }
  }
}

/** The names of the fields that differ. */
export function differing<Form extends Fields>(a: Form, b: Form): (keyof Form & string)[] {
  return namesOf(a).filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]))
}

/** The fields of `now` that differ from those before: all that has to be sent. */
export function changesIn<Input extends Fields>(before: Input, now: Input): Partial<Input> {
  const changes: Partial<Input> = {}
  for (const name of differing(before, now)) changes[name] = now[name]
  return changes
}

/** What somebody else has left, with one's own changes on top. */
export function withOwn<Form extends Fields>(theirs: Form, own: Form, changed: readonly string[]): Form {
  const merged = { ...theirs }
  for (const name of namesOf(own)) if (changed.includes(name)) merged[name] = own[name]
  return merged
}

/** What was saved, with what was typed on top after `asked` had been sent. */
export function withLater<Form extends Fields>(saved: Form, asked: Form, now: Form): Form {
  return withOwn(saved, now, differing(asked, now))
}

function namesOf<Form extends Fields>(form: Form): (keyof Form & string)[] {
  return Object.keys(form)
}
