import { Icon, type IconName } from './icon.tsx'
import classes from './state-tag.module.css'

type Props = {
  readonly meaning: 'good' | 'warn' | 'bad' | 'quiet'
  readonly children: string
}

const icons = { good: 'check', warn: 'clock', bad: 'alert', quiet: 'pause' } as const satisfies Record<
  Props['meaning'],
  IconName
>

/** A state in a word, with a sign beside it: colour alone would not reach everybody. */
export function StateTag({ meaning, children }: Props) {
  return (
    <span className={classes['tag']} data-meaning={meaning}>
      <Icon name={icons[meaning]} />
      {children}
    </span>
  )
}
