import { ActionIcon, Tooltip } from '@mantine/core'
import { useText } from '../i18n/texts.ts'
import { CopyButton } from './copy-button.tsx'
import { Icon } from './icon.tsx'
import classes from './secret-field.module.css'

type Props = {
  readonly label: string
  readonly value: string
  readonly isShown: boolean
  readonly onShow: (shown: boolean) => void
  readonly onCopy: () => void
}

/** A secret as a row of a list of terms: covered until somebody wants to see it, copied without being seen. */
export function SecretField({ label, value, isShown, onShow, onCopy }: Props) {
  const { say } = useText()
  const toggle = say(isShown ? 'ui.secret.hide' : 'ui.secret.show')
  return (
    <div className={classes['row']}>
      <dt>{label}</dt>
      <dd>
        <code className={classes['secret']}>{isShown ? value : covered(value)}</code>
        <span className={classes['tools']}>
          <CopyButton value={value} what={label} onCopy={onCopy} />
          <Tooltip label={toggle}>
            <ActionIcon
              variant="subtle"
              size={32}
              aria-label={toggle}
              aria-pressed={isShown}
              onClick={() => onShow(!isShown)}
            >
              <Icon name={isShown ? 'eyeOff' : 'eye'} />
            </ActionIcon>
          </Tooltip>
        </span>
      </dd>
    </div>
  )
}

/** What kind of secret it is stays readable; its length does not. */
export function covered(value: string): string {
  const start = /^[a-z]+_[a-z]+_/.exec(value)?.[0] ?? ''
  return `${start}••••••••••••••••`
}
