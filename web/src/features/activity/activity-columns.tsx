import type { ActivityEntry } from '@catalytics/contract/activity.ts'
import { useText } from '../../i18n/texts.ts'
import type { Column } from '../../ui/table-columns.ts'
import { When } from '../../ui/when.tsx'
import { tellDetails, type Told } from './activity-details.ts'
import classes from './activity.module.css'

/** What the table tells of each entry. @param onActor shows only what this one did */
export function useActivityColumns(onActor: (actor: string) => void): readonly Column<ActivityEntry>[] {
  const texts = useText()
  const { say } = texts
  return [
    {
      id: 'type',
      label: say('activity.columns.type'),
      cell: ({ type }) => <span className={classes['type']}>{say(`activity.types.${type}`)}</span>,
      narrow: 'title',
    },
    {
      id: 'actor',
      label: say('activity.columns.actor'),
      cell: (entry) => <Actor entry={entry} onActor={onActor} />,
      narrow: 'plain',
    },
    {
      id: 'role',
      label: say('activity.columns.role'),
      cell: ({ role }) =>
        role === null ? null : <span className={classes['role']}>{say(`roles.${role}`)}</span>,
      narrow: 'nowhere',
    },
    {
      id: 'at',
      label: say('activity.columns.at'),
      cell: ({ at }) => <When at={at} exact />,
      narrow: 'aside',
    },
    {
      id: 'address',
      label: say('activity.columns.address'),
      cell: ({ address }) => address,
      narrow: 'nowhere',
    },
    {
      id: 'details',
      label: say('activity.columns.details'),
      cell: (entry) => {
        const told = tellDetails(entry, texts)
        return told.length === 0 ? null : <Details told={told} />
      },
      narrow: 'plain',
    },
  ]
}

type ActorProps = { readonly entry: ActivityEntry; readonly onActor: (actor: string) => void }

function Actor({ entry, onActor }: ActorProps) {
  const { say } = useText()
  const { actor, actor_kind: kind, actor_name: name } = entry
  if (kind === 'operator' || (kind === 'unknown' && name === null)) return say(`activity.actors.${kind}`)
  const shown = name ?? actor
  return (
    <button
      type="button"
      className={classes['actor']}
      title={say('activity.onlyThis', { actor: shown })}
      onClick={() => onActor(actor)}
    >
      {kind === 'unknown' ? say('activity.actors.claimed', { name: shown }) : shown}
    </button>
  )
}

function Details({ told }: { readonly told: readonly Told[] }) {
  const { say } = useText()
  return (
    <span className={classes['details']}>
      {told.map(({ name, label, value }) => (
        <span key={name}>
          <span className={classes['detail']}>{say('activity.values.colon', { name: label })}</span>
          {value}
        </span>
      ))}
    </span>
  )
}
