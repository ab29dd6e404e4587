import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../i18n/texts.ts'
import { ActButton } from './act-button.tsx'
import { ProblemNote } from './problem-note.tsx'

type Props<T> = {
  readonly of: Pick<UseQueryResult<T>, 'data' | 'error' | 'isFetching'> & { readonly refetch: () => unknown }
  /** The outline of what will come, at its size, so that nothing jumps. */
  readonly skeleton: ReactNode
  readonly isEmpty?: (data: T) => boolean
  /** What will be here, and the one thing to do. */
  readonly empty?: ReactNode
  readonly children: (data: T) => ReactNode
}

/** An answer in one of its states: on its way, failed, empty, there. What was there stays while it is asked for again. */
export function Answer<T>({ of, skeleton, isEmpty, empty, children }: Props<T>) {
  const { say } = useText()
  if (of.data === undefined) {
    if (of.error === null) return <div aria-busy="true">{skeleton}</div>
    return (
      <ProblemNote error={of.error}>
        <ActButton variant="default" isBusy={of.isFetching} onClick={() => of.refetch()}>
          {say('ui.again')}
        </ActButton>
      </ProblemNote>
    )
  }
  return (
    <>
      {of.error !== null && <ProblemNote error={of.error} isOld />}
      {isEmpty?.(of.data) === true ? empty : children(of.data)}
    </>
  )
}
