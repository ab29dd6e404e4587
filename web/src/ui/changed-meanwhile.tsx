import { Radio } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useText } from '../i18n/texts.ts'
import classes from './changed-meanwhile.module.css'
import { Icon } from './icon.tsx'
import type { Changes } from './use-edit.ts'
import { When } from './when.tsx'

type Props = { readonly changes: Changes }

/** Above a form whose subject somebody else has changed: who and when, what they changed, both values to choose from. */
export function ChangedMeanwhile({ changes }: Props) {
  return <Note key={changes.at} changes={changes} />
}

const closingMs = 50

function Note({ changes: { by, at, fields } }: Props) {
  const { say } = useText()
  const box = useRef<HTMLDivElement>(null)
  // Heard first, and once. A dialogue that closes for it gives the focus back a moment later.
  useEffect(() => {
    const focus = () => box.current?.focus()
    focus()
    const timer = setTimeout(focus, closingMs)
    return () => clearTimeout(timer)
  }, [])
  const who = by === 'operator' ? say('ui.meanwhile.operator') : by
  return (
    <div ref={box} className={classes['note']} role="alert" tabIndex={-1}>
      <Icon name="alert" />
      <div className={classes['words']}>
        <p className={classes['title']}>{say('ui.meanwhile.title')}</p>
        <p>
          {who === undefined ? say('ui.meanwhile.unknown') : say('ui.meanwhile.by', { who })}
          {at !== undefined && (
            <>
              {' · '}
              <When at={at} exact />
            </>
          )}
        </p>
        <p>{say('ui.meanwhile.about')}</p>
        {fields.map(({ name, label, theirs, choice }) =>
          choice === undefined ? (
            <p key={name}>
              {label}: <strong>{theirs || '–'}</strong>
            </p>
          ) : (
            <Radio.Group
              key={name}
              label={label}
              value={choice.picked ?? ''}
              onChange={(picked) => choice.pick(picked === 'theirs' ? 'theirs' : 'yours')}
            >
              <div className={classes['choices']}>
                <Radio value="theirs" label={say('ui.meanwhile.theirs', { value: theirs || '–' })} />
                <Radio value="yours" label={say('ui.meanwhile.yours', { value: choice.yours || '–' })} />
              </div>
            </Radio.Group>
          ),
        )}
      </div>
    </div>
  )
}
