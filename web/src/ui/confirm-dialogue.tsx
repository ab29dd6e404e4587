import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useText } from '../i18n/texts.ts'
import { ActButton } from './act-button.tsx'
import { CancelButton, Dialogue } from './dialogue.tsx'
import { FormActions, PlainForm } from './form.tsx'
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
  /** It is about the change that is under way, and may be closed. */
  readonly isFree?: boolean
  readonly error?: Error | null
  readonly onConfirm: () => void
  readonly onCancel: () => void
  /** It has gone; gives the focus to where it belongs. Without, it goes back to where it was. */
  readonly onClosed?: () => void
}

/** Asks before something that cannot be taken back lightly. */
export function ConfirmDialogue(props: Props) {
  const { isOpen, title, isFree = false, onClosed } = props
  return (
    <Dialogue
      isOpen={isOpen}
      title={title}
      isFree={isFree}
      onClose={props.onCancel}
      {...(onClosed && { onClosed })}
    >
      <Body {...props} />
    </Dialogue>
  )
}

// Apart, so that what was typed is forgotten when the dialogue closes.
function Body({
  title,
  children,
  confirm,
  cancel,
  typed,
  isDestructive,
  isBusy,
  isFree = false,
  error,
  ...on
}: Props) {
  const { say } = useText()
  const [text, setText] = useState('')
  // What went wrong when it was open before is over.
  const [former] = useState(error)
  const isReady = typed === undefined || text.trim() === typed
  return (
    <PlainForm label={title} onSubmit={() => isReady && on.onConfirm()}>
      {error instanceof Error && error !== former && <ProblemNote error={error} />}
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
        <ActButton
          type="submit"
          color={isDestructive === true ? 'bad' : 'accent'}
          disabled={!isReady}
          isBusy={isBusy === true}
        >
          {confirm}
        </ActButton>
        <CancelButton
          isFree={isFree}
          onClick={on.onCancel}
          {...(typed === undefined && { 'data-autofocus': true })}
        >
          {cancel}
        </CancelButton>
      </FormActions>
    </PlainForm>
  )
}
