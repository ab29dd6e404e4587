import { useBlocker } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useText } from '../i18n/texts.ts'
import { isChangeUnderWay, useChangeUnderWay } from '../lib/under-way.ts'
import { ConfirmDialogue } from '../ui/confirm-dialogue.tsx'

/** Whoever leaves a page while a change is under way learns that leaving does not call it off. */
export function LeavingGuard() {
  const { say } = useText()
  const isUnderWay = useChangeUnderWay()
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isChangeUnderWay() && current.pathname !== next.pathname,
    enableBeforeUnload: isChangeUnderWay,
    withResolver: true,
  })
  // The answer has come: it is on the page.
  useEffect(() => {
    if (status === 'blocked' && !isUnderWay) reset()
  }, [status, isUnderWay, reset])
  return (
    <ConfirmDialogue
      isOpen={status === 'blocked' && isUnderWay}
      isFree
      title={say('ui.underWay.title')}
      confirm={say('ui.underWay.leave')}
      cancel={say('ui.underWay.stay')}
      onConfirm={() => proceed?.()}
      onCancel={() => reset?.()}
    >
      <p>{say('ui.underWay.about')}</p>
    </ConfirmDialogue>
  )
}
