import '@mantine/dates/styles.layer.css'
import { DatePicker } from '@mantine/dates'
import de from 'dayjs/locale/de.js'
import en from 'dayjs/locale/en-gb.js'
import fr from 'dayjs/locale/fr.js'
import { useEffect, useRef } from 'react'
import { useText } from '../i18n/texts.ts'
import { useNow } from '../lib/clock.ts'
import { dayAt } from '../lib/format.ts'

export type CalendarProps = {
  /** The day that is picked (YYYY-MM-DD). */
  readonly day: string | undefined
  /** Whose today is marked. */
  readonly timeZone: string
  readonly min: string | undefined
  readonly max: string | undefined
  readonly onPick: (day: string) => void
}

// Known to the calendar as soon as they are loaded.
const locales = { en, fr, de } as const
/** In all our languages a week begins on Monday. */
const monday = 1

/** A month in the language of the page. Arrows go from day to day, the day that is picked has the focus first. */
export function Calendar({ day, timeZone, min, max, onPick }: CalendarProps) {
  const { say, language } = useText()
  const today = dayAt(useNow(), timeZone)
  const first = day ?? today
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const isOffered = (button: HTMLButtonElement) => !button.disabled && button.tabIndex === 0
    const days = [...(frame.current?.querySelectorAll<HTMLButtonElement>('td button') ?? [])]
    days.find(isOffered)?.focus()
  }, [])
  return (
    <div ref={frame}>
      <DatePicker
        value={day ?? null}
        onChange={(picked) => picked !== null && onPick(picked)}
        defaultDate={first}
        locale={locales[language].name}
        firstDayOfWeek={monday}
        weekendDays={[]}
        hideOutsideDates
        {...(min !== undefined && { minDate: min })}
        {...(max !== undefined && { maxDate: max })}
        getDayProps={(date) => ({
          'aria-current': date === today ? 'date' : undefined,
          'aria-pressed': date === day,
          selected: date === day,
        })}
        ariaLabels={{
          previousMonth: say('ui.day.previousMonth'),
          nextMonth: say('ui.day.nextMonth'),
          previousYear: say('ui.day.previousYear'),
          nextYear: say('ui.day.nextYear'),
          previousDecade: say('ui.day.previousDecade'),
          nextDecade: say('ui.day.nextDecade'),
        }}
      />
    </div>
  )
}
