import { useMutation } from '@tanstack/react-query'
import { announce } from '../lib/announce.ts'

type Options<Answer, Of> = {
  readonly act: (of: Of) => Promise<Answer>
  /** What is said to the ear when it is done; null where a message that comes, or another page, takes the focus. */
  readonly said: string | ((answer: Answer, of: Of) => string) | null
  readonly onDone?: (answer: Answer, of: Of) => unknown
  /** Done or refused. */
  readonly onEnded?: () => unknown
}

export type Act<Answer, Of> = {
  readonly start: (of: Of) => void
  readonly isBusy: boolean
  /** What it is being done to. */
  readonly of: Of | undefined
  readonly answer: Answer | undefined
  readonly isDone: boolean
  readonly error: Error | null
  readonly forget: () => void
}

/** Something that is done by a button, without a form. It is done once at a time, and told when it is done. */
export function useAct<Answer, Of = void>({
  act,
  said,
  onDone,
  onEnded,
}: Options<Answer, Of>): Act<Answer, Of> {
  const doing = useMutation({
    mutationFn: act,
    gcTime: 0,
    onSuccess: async (answer, of) => {
      await onDone?.(answer, of)
      if (said !== null) announce(typeof said === 'string' ? said : said(answer, of))
    },
    onSettled: () => onEnded?.(),
  })
  return {
    start: (of) => {
      if (!doing.isPending) doing.mutate(of)
    },
    isBusy: doing.isPending,
    of: doing.variables,
    answer: doing.data,
    isDone: doing.isSuccess,
    error: doing.error,
    forget: doing.reset,
  }
}
