import { Button, Modal, type ModalProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../i18n/texts.ts'
import { useChangeUnderWay } from '../lib/under-way.ts'
import { UnderWay } from './under-way.tsx'

type Props = {
  readonly isOpen: boolean
  readonly title: string
  readonly size?: ModalProps['size']
  readonly children: ReactNode
  /** It is about the change that is under way, and may be closed. */
  readonly isFree?: boolean
  readonly onClose: () => void
  /** It has gone; gives the focus to where it belongs. Without, it goes back to where it was. */
  readonly onClosed?: () => void
}

/** What is asked about a change that is under way stands above the dialogue in which it was begun. */
const aboveOthers = 400

/** A dialogue in which something is changed. While the change is under way it stays: closing would not call it off. */
export function Dialogue({ isOpen, title, size, children, isFree = false, onClose, onClosed }: Props) {
  const { say } = useText()
  const isBusy = useChangeUnderWay() && !isFree
  return (
    <Modal
      opened={isOpen}
      onClose={() => !isBusy && onClose()}
      title={title}
      {...(size !== undefined && { size })}
      {...(isFree && { zIndex: aboveOthers })}
      {...(onClosed && { returnFocus: false, onExitTransitionEnd: onClosed })}
      closeButtonProps={{ 'aria-label': say('ui.close'), 'aria-disabled': isBusy }}
    >
      {children}
      {!isFree && <UnderWay />}
    </Modal>
  )
}

type CancelProps = {
  readonly onClick: () => void
  readonly children?: string | undefined
  readonly isFree?: boolean
  /** A dialogue without a field opens on it. */
  readonly 'data-autofocus'?: boolean
}

/** Leaves a dialogue without doing anything; not while something is done already. */
export function CancelButton({ onClick, children, isFree = false, ...props }: CancelProps) {
  const { say } = useText()
  const isBusy = useChangeUnderWay() && !isFree
  return (
    <Button
      {...props}
      variant="default"
      data-disabled={isBusy}
      aria-disabled={isBusy}
      onClick={() => !isBusy && onClick()}
    >
      {children ?? say('ui.cancel')}
    </Button>
  )
}
