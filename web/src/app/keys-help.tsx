import { Modal, Switch } from '@mantine/core'
import { useText } from '../i18n/texts.ts'
import { useDestinations } from './destinations.ts'
import { useGiveBackFocus } from './give-back-focus.ts'
import classes from './keys-help.module.css'

type Props = {
  readonly onClose: () => void
  /** Whether single letters do something. */
  readonly lettersOn: boolean
  readonly onLetters: (on: boolean) => void
}

/** The keys that do something everywhere. Those without Ctrl can be switched off (WCAG 2.2, 2.1.4). */
export function KeysHelp({ onClose, lettersOn, onLetters }: Props) {
  const { say } = useText()
  const giveBack = useGiveBackFocus()
  const pages = useDestinations().flatMap(({ id, key, label }) =>
    key === undefined ? [] : [{ id, keys: ['g', key], label: say(label) }],
  )
  const rows = [
    { id: 'palette', keys: ['Ctrl', 'K'], label: say('frame.palette.title') },
    { id: 'keys', keys: ['?'], label: say('frame.keys.title') },
    { id: 'search', keys: ['/'], label: say('frame.keys.search') },
    ...pages,
  ]
  return (
    <Modal
      opened
      returnFocus={false}
      onClose={() => {
        onClose()
        giveBack()
      }}
      title={say('frame.keys.title')}
      closeButtonProps={{ 'aria-label': say('ui.close') }}
    >
      <dl className={classes['keys']}>
        {rows.map(({ id, keys, label }) => (
          <div key={id} className={classes['row']}>
            <dt>{label}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="md"
        label={say('frame.keys.letters')}
        description={say('frame.keys.lettersHelp')}
        checked={lettersOn}
        onChange={(event) => onLetters(event.currentTarget.checked)}
      />
    </Modal>
  )
}
