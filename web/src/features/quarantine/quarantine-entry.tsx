import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { sourceKind, type QuarantineAnswer } from '@catalytics/contract/quarantine.ts'
import { useText } from '../../i18n/texts.ts'
import { CodeText } from '../../ui/code-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { When } from '../../ui/when.tsx'
import classes from './quarantine.module.css'

type Props = {
  readonly entry: QuarantineAnswer['data'][number]
  readonly isChosen: boolean
  readonly onChoose: (isChosen: boolean) => void
}

/** One refused event: why, when, from where, and the event itself when somebody wants to read it. */
export function QuarantineEntry({ entry, isChosen, onChoose }: Props) {
  const { say } = useText()
  const [isOpen, setOpen] = useState(false)
  const name = say(`rejectReasons.${entry.reason}`)
  const place = `event-${entry.id}`
  return (
    <li className={classes['entry']} data-chosen={isChosen}>
      <Checkbox
        aria-label={say('quarantine.choose', { reason: name, detail: entry.detail })}
        checked={isChosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <div className={classes['words']}>
        <p className={classes['name']}>{name}</p>
        <p lang="en">{entry.detail}</p>
        {!entry.replayable && <p>{say('quarantine.incomplete')}</p>}
        <p className={classes['from']}>
          <When at={entry.received_at} /> · <Source of={entry} />
        </p>
      </div>
      <Button
        variant="subtle"
        size="xs"
        aria-expanded={isOpen}
        aria-controls={place}
        leftSection={<Icon name={isOpen ? 'chevronDown' : 'chevronRight'} />}
        onClick={() => setOpen(!isOpen)}
      >
        {say('quarantine.event')}
      </Button>
      <div id={place} className={classes['event']} hidden={!isOpen}>
        {isOpen && (
          <CodeText
            label={say('quarantine.eventOf', { id: entry.id })}
            text={readable(entry.event)}
            copy={{ value: entry.event, what: say('quarantine.event') }}
          />
        )}
      </div>
    </li>
  )
}

/** Who sent it, by name; by id where there is no name. */
function Source({ of: { source, source_name: name } }: { readonly of: Props['entry'] }) {
  const { say } = useText()
  if (name === null) return <code>{source}</code>
  return <span title={source}>{say(`quarantine.from.${sourceKind(source)}`, { name })}</span>
}

/** Indented where it is JSON; as it came where it is not, or was cut. */
function readable(event: string): string {
  try {
    return JSON.stringify(JSON.parse(event), undefined, 2)
  } catch {
    return event
  }
}
