import { Modal, TextInput } from '@mantine/core'
import { useId, useState, type KeyboardEvent } from 'react'
import { useText } from '../i18n/texts.ts'
import { fitsSearch } from '../lib/search-text.ts'
import { Icon } from '../ui/icon.tsx'
import { useGiveBackFocus } from './give-back-focus.ts'
import { usePaletteEntries, type PaletteEntry } from './palette-entries.ts'
import classes from './palette.module.css'

type Props = { readonly onClose: () => void }

/** Everything that can be gone to or done, by typing a part of its name (a combobox with a list, ARIA APG). */
export function Palette({ onClose }: Props) {
  const { say } = useText()
  const giveBack = useGiveBackFocus()
  const dismiss = () => {
    onClose()
    giveBack()
  }
  return (
    <Modal
      opened
      returnFocus={false}
      onClose={dismiss}
      title={say('frame.palette.title')}
      closeButtonProps={{ 'aria-label': say('ui.close') }}
      yOffset="12vh"
      centered={false}
      size={560}
    >
      <PaletteBody
        onPick={(entry) => {
          if (entry.leaves === true) onClose()
          else dismiss()
          entry.run()
        }}
      />
    </Modal>
  )
}

function PaletteBody({ onPick }: { readonly onPick: (entry: PaletteEntry) => void }) {
  const { say } = useText()
  const list = useId()
  const [search, setSearch] = useState('')
  const [at, setAt] = useState(0)
  const entries = usePaletteEntries().filter(({ label, group }) => fitsSearch(`${label} ${group}`, search))
  const now = Math.min(at, entries.length - 1)
  const run = (index: number) => {
    const entry = entries[index]
    if (entry !== undefined) onPick(entry)
  }
  const press = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined && entries.length > 0) {
      event.preventDefault()
      setAt((now + step + entries.length) % entries.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      run(now)
    }
  }
  return (
    <>
      <TextInput
        className={classes['search']}
        data-autofocus
        role="combobox"
        aria-label={say('frame.palette.search')}
        aria-expanded
        aria-controls={list}
        aria-activedescendant={entries.length > 0 ? `${list}-${now}` : undefined}
        placeholder={say('frame.palette.search')}
        leftSection={<Icon name="search" />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <div id={list} role="listbox" aria-label={say('frame.palette.title')} className={classes['list']}>
        {entries.map(({ id, label, group }, index) => (
          <div
            key={id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === now}
            className={classes['entry']}
            onClick={() => run(index)}
            onPointerMove={() => setAt(index)}
          >
            <span>{label}</span>
            <span className={classes['group']}>{group}</span>
          </div>
        ))}
      </div>
      <p className={classes['none']} role="status">
        {entries.length === 0 ? say('frame.palette.none', { search }) : ''}
      </p>
    </>
  )
}
