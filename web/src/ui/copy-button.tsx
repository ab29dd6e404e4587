import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useText } from '../i18n/texts.ts'
import { Icon } from './icon.tsx'

type Props = {
  readonly value: string
  /** What is copied: "client id". */
  readonly what: string
  readonly onCopy?: () => void
}

/** Copies a text and says that it did, to the eye and to the ear. */
export function CopyButton({ value, what, onCopy }: Props) {
  const { say } = useText()
  const { copied, copy, error } = useClipboard({ timeout: 2000 })
  const label = error === null ? say(copied ? 'ui.copied' : 'ui.copy', { what }) : say('ui.notCopied')
  const press = () => {
    copy(value)
    onCopy?.()
  }
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="accent" size={32} aria-label={label} onClick={press}>
          <Icon name={copied ? 'check' : 'copy'} />
        </ActionIcon>
      </Tooltip>
      <span className="heard" role="status">
        {copied ? say('ui.copied', { what }) : ''}
      </span>
    </>
  )
}
