import { Anchor, Checkbox } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RejectReason } from '@catalytics/contract/events.ts'
import type { QuarantineAnswer, ReplayRequest } from '@catalytics/contract/quarantine.ts'
import { useText } from '../../i18n/texts.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { QuarantineEntry } from './quarantine-entry.tsx'
import classes from './quarantine.module.css'
import { remedyOf } from './remedies.ts'

const route = getRouteApi('/inside/c/$contract/settings/quarantine')

type Props = {
  readonly entries: QuarantineAnswer['data']
  readonly reason: RejectReason | undefined
  /** How many there are, those too that are not shown yet. */
  readonly all: number
  readonly more: { readonly isOnItsWay: boolean; readonly ask: () => void } | undefined
  readonly isBusy: boolean
  readonly onReplay: (which: ReplayRequest) => void
}

/** The events of a reason or of all, to be looked at, chosen and tried again. */
export function QuarantineEntries({ entries, reason, all, more, isBusy, onReplay }: Props) {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const [picked, setPicked] = useState<readonly string[]>([])
  // What was taken is gone, and no longer chosen.
  const chosen = entries.map(({ id }) => id).filter((id) => picked.includes(id))
  const remedy = reason === undefined ? undefined : remedyOf(reason)
  return (
    <div>
      {remedy !== undefined && (
        <p className={classes['remedy']}>
          {say(`quarantine.remedies.${remedy}`)}{' '}
          {remedy === 'name' && (
            <Anchor
              renderRoot={(props) => (
                <Link
                  {...props}
                  to={
                    reason === 'unknown_site'
                      ? '/c/$contract/settings/sites'
                      : '/c/$contract/settings/catalogs'
                  }
                  params={{ contract: contract.id }}
                />
              )}
            >
              {say(reason === 'unknown_site' ? 'sites.title' : 'segments.title')}
            </Anchor>
          )}
        </p>
      )}
      <div className={classes['tools']}>
        <Checkbox
          label={say('quarantine.chooseAll')}
          checked={chosen.length === entries.length && entries.length > 0}
          indeterminate={chosen.length > 0 && chosen.length < entries.length}
          onChange={() => setPicked(chosen.length === entries.length ? [] : entries.map(({ id }) => id))}
        />
        <ActButton
          isBusy={isBusy}
          disabled={all === 0}
          onClick={() => onReplay(chosen.length > 0 ? { ids: chosen.slice(0, 1000) } : { reason })}
        >
          {chosen.length > 0
            ? say('quarantine.tryChosen', { count: chosen.length })
            : say('quarantine.tryAll', { count: all })}
        </ActButton>
      </div>
      <ul className={classes['entries']} aria-label={say('quarantine.title')}>
        {entries.map((entry) => (
          <QuarantineEntry
            key={entry.id}
            entry={entry}
            isChosen={picked.includes(entry.id)}
            onChoose={(isChosen) =>
              setPicked(isChosen ? [...picked, entry.id] : picked.filter((id) => id !== entry.id))
            }
          />
        ))}
      </ul>
      {entries.length === 0 && <p className={classes['remedy']}>{say('quarantine.noneOfReason')}</p>}
      {more !== undefined && (
        <ActButton variant="default" isBusy={more.isOnItsWay} onClick={more.ask}>
          {say('quarantine.more')}
        </ActButton>
      )}
    </div>
  )
}
