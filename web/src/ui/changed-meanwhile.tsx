import { Radio } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useText } from '../i18n/texts.ts'
import { differing, withOwn, type Fields } from '../lib/edit.ts'
import classes from './changed-meanwhile.module.css'
import { Icon } from './icon.tsx'
import type { Edit, Meanwhile } from './use-edit.ts'
import { When } from './when.tsx'

type Props<Form extends Fields> = {
  readonly edit: Edit<Form>
  /** What the fields are called, by their names. */
  readonly fields: Readonly<Record<keyof Form & string, { readonly label: string }>>
  /** What a field has, in words. */
  readonly wordsOf: (form: Form) => Readonly<Record<keyof Form & string, string>>
}

/** Above a form whose subject somebody else has changed: who and when, what they changed, both values to choose from. */
export function ChangedMeanwhile<Form extends Fields>({ edit, ...rest }: Props<Form>) {
  const { meanwhile } = edit
  return meanwhile && <Note key={meanwhile.at} edit={edit} meanwhile={meanwhile} {...rest} />
}

const closingMs = 50

function Note<Form extends Fields>({
  edit,
  meanwhile,
  fields,
  wordsOf,
}: Props<Form> & { readonly meanwhile: Meanwhile<Form> }) {
  const { say } = useText()
  const box = useRef<HTMLDivElement>(null)
  // Heard first, and once. A dialogue that closes for it gives the focus back a moment later.
  useEffect(() => {
    const focus = () => box.current?.focus()
    focus()
    const timer = setTimeout(focus, closingMs)
    return () => clearTimeout(timer)
  }, [])
  const { by, at, theirs, yours } = meanwhile
  const names = Object.keys(fields).filter((name) => meanwhile.fields.includes(name))
  const [theirWords, yourWords] = [wordsOf(theirs), wordsOf(yours)]
  const isChosen = (name: string, of: Form) => !differing(of, edit.form).includes(name)
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
        {names.map((name) =>
          meanwhile.changed.includes(name) ? (
            <Radio.Group
              key={name}
              label={fields[name]?.label}
              value={isChosen(name, theirs) ? 'theirs' : isChosen(name, yours) ? 'yours' : ''}
              onChange={(picked) =>
                edit.change(withOwn(edit.form, picked === 'theirs' ? theirs : yours, [name]))
              }
            >
              <div className={classes['choices']}>
                <Radio
                  value="theirs"
                  label={say('ui.meanwhile.theirs', { value: theirWords[name] || '–' })}
                />
                <Radio value="yours" label={say('ui.meanwhile.yours', { value: yourWords[name] || '–' })} />
              </div>
            </Radio.Group>
          ) : (
            <p key={name}>
              {fields[name]?.label}: <strong>{theirWords[name] || '–'}</strong>
            </p>
          ),
        )}
      </div>
    </div>
  )
}
