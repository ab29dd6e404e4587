import { Button, Modal, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useText } from '../i18n/texts.ts'
import { Form, FormActions } from './form.tsx'
import { ProblemNote } from './problem-note.tsx'

type Props = {
  readonly isOpen: boolean
  readonly title: string
  /** What follows, and for what. */
  readonly children: ReactNode
  /** What the button that does it says: a verb and its object. */
  readonly confirm: string
  readonly cancel?: string
  /** A name to be typed where nothing can be undone. */
  readonly typed?: string
  readonly isDestructive?: boolean
  readonly isBusy?: boolean
  readonly error?: Error | null
  readonly onConfirm: () => void
  readonly onCancel: () => void
  /** It has gone; gives the focus to where it belongs. Without, it goes back to where it was. */
  readonly onClosed?: () => void
}

/** Asks before something that cannot be taken back lightly. */
export function ConfirmDialogue(props: Props) {
  const { say } = useText()
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onCancel}
      title={props.title}
      {...(props.onClosed && { returnFocus: false, onExitTransitionEnd: props.onClosed })}
      closeButtonProps={{ 'aria-label': say('ui.close') }}
    >
      <Body {...props} />
    </Modal>
  )
}

// Apart, so that what was typed is forgotten when the dialogue closes.
function Body({ title, children, confirm, cancel, typed, isDestructive, isBusy, error, ...on }: Props) {
  const { say } = useText()
  const [text, setText] = useState('')
  const isReady = typed === undefined || text.trim() === typed
  return (
    <Form label={title} onSubmit={() => isReady && on.onConfirm()}>
      {error instanceof Error && <ProblemNote error={error} />}
      <div>{children}</div>
      {typed !== undefined && (
        <TextInput
          data-autofocus
          label={say('ui.typeName', { name: typed })}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <FormActions>
        <Button
          type="submit"
          color={isDestructive === true ? 'bad' : 'accent'}
          disabled={!isReady}
          loading={isBusy === true}
        >
          {confirm}
        </Button>
        <Button variant="default" onClick={on.onCancel}>
          {cancel ?? say('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  )
}
