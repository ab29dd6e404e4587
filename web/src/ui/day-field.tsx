import { ActionIcon, Popover, TextInput } from '@mantine/core'
import { useId, useState, type ComponentType } from 'react'
import { useText } from '../i18n/texts.ts'
import { ApiError } from '../lib/api.ts'
import { tellFailure } from '../lib/told.ts'
import { readDay, typedDay } from '../lib/typed-day.ts'
import type { CalendarProps } from './calendar.tsx'
import classes from './day-field.module.css'
import { Icon } from './icon.tsx'

type Props = {
  readonly id?: string
  readonly label: string
  readonly description: string
  /** A day (YYYY-MM-DD), empty for none; or what was typed and is no day. */
  readonly value: string
  /** Also gets what is no day, as it was typed, so that nothing is sent in its place. */
  readonly onChange: (value: string) => void
  /** In which the days are days: that of the contract. */
  readonly timeZone: string
  /** First and last day that the calendar offers. */
  readonly min?: string | undefined
  readonly max?: string | undefined
  readonly error?: string | undefined
}

/**
 * A day: typed as readers of the page's language write it, or picked in a calendar, whose code is fetched when it is
 * opened first.
 */
export function DayField({ value, onChange, timeZone, min, max, error, ...rest }: Props) {
  const { say, language } = useText()
  const ownId = useId()
  const id = rest.id ?? ownId
  // While somebody types, the text stays as it is: "1.3.2027" does not become "01.03.2027" below their fingers.
  const [typing, setTyping] = useState<string>()
  const [isLeft, setLeft] = useState(true)
  const [Calendar, setCalendar] = useState<ComponentType<CalendarProps>>()
  const [isOpen, setOpen] = useState(false)
  const text = typing ?? typedDay(value, language)
  // Changed from elsewhere, as by a button that clears it.
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    setSeen(value)
    if (isLeft) setTyping(undefined)
  }
  const isNoDay = isLeft && text.trim() !== '' && readDay(text) === undefined
  const open = async () => {
    const loaded = await import('./calendar.tsx').catch((cause: unknown) => {
      tellFailure(new ApiError('read', { cause }))
    })
    if (loaded === undefined) return
    setCalendar(() => loaded.Calendar)
    setOpen(true)
  }
  return (
    <TextInput
      {...rest}
      id={id}
      inputMode="numeric"
      autoComplete="off"
      placeholder={say('ui.day.form')}
      error={isNoDay ? say('ui.day.none', { example: typedDay('2027-03-31', language) }) : error}
      value={text}
      onFocus={() => {
        setTyping(text)
        setLeft(false)
      }}
      onChange={({ currentTarget: { value: typed } }) => {
        setTyping(typed)
        onChange(readDay(typed) ?? typed.trim())
      }}
      onBlur={() => {
        // What is no day stays, to be put right.
        if (text.trim() === '' || readDay(text) !== undefined) setTyping(undefined)
        setLeft(true)
      }}
      rightSection={
        <Popover
          opened={isOpen}
          onChange={setOpen}
          trapFocus
          returnFocus
          position="bottom-end"
          // The button lies in the field, which the library takes for out of sight.
          hideDetached={false}
        >
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="ink-2"
              size={32}
              aria-label={say('ui.day.open')}
              aria-describedby={`${id}-label`}
              onClick={() => (isOpen ? setOpen(false) : void open())}
            >
              <Icon name="calendar" />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown className={classes['dropdown']}>
            {Calendar !== undefined && (
              <Calendar
                day={readDay(value)}
                timeZone={timeZone}
                min={min}
                max={max}
                onPick={(day) => {
                  onChange(day)
                  setOpen(false)
                }}
              />
            )}
          </Popover.Dropdown>
        </Popover>
      }
    />
  )
}
