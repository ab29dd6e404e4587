import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  Fragment,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react'
import classes from './data-table.module.css'
import { rowAfter } from './every-row.tsx'

type Props = {
  /** Of every row, in their order. */
  readonly keys: readonly string[]
  /** How many columns there are. */
  readonly columns: number
  /** One row, which is measured by its ref. */
  readonly rowAt: (index: number, ref: Ref<HTMLTableRowElement>) => ReactNode
}

/** Of a row with one line, until it is measured. */
const rowHeightPx = 41
/** What stays at the top of the window: the bar, and the header of the table. */
const coveredPx = 48 + 36

/**
 * The body of a table with more rows than a page should hold: those in sight, and some around them. The row with the
 * focus stays wherever one scrolls to, and arrows, Home and End reach every row.
 */
export function RowsInSight({ keys, columns, rowAt }: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  const focus = useFocusedRow(keys)
  const [topPx, setTopPx] = useState(0)
  const virtualizer = useWindowVirtualizer({
    count: keys.length,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 12,
    scrollMargin: topPx,
    scrollPaddingStart: coveredPx,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...focus.kept])].toSorted((a, b) => a - b),
  })
  // What stands above the table may grow, and the page with it.
  useLayoutEffect(() => {
    const look = () => setTopPx(Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY))
    look()
    const observer = new ResizeObserver(look)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  useLayoutEffect(() => keepColumnWidths(body.current?.closest('table')), [columns])
  useLayoutEffect(() => {
    if (focus.wanted.current === undefined) return
    const index = focus.wanted.current
    focus.wanted.current = undefined
    body.current?.querySelector<HTMLElement>(linkAt(index))?.focus({ preventScroll: true })
    virtualizer.scrollToIndex(index)
  })
  const goAlong = (event: KeyboardEvent<HTMLElement>) => {
    const at = focus.index
    const isOnLink = event.target instanceof HTMLElement && event.target.matches(`.${classes['link']}`)
    const next = isOnLink && at !== undefined ? rowAfter(event.key, at, keys.length - 1) : undefined
    if (next === undefined) return
    event.preventDefault()
    focus.want(next)
  }
  const shown = virtualizer.getVirtualItems()
  const endPx = topPx + virtualizer.getTotalSize()
  return (
    <tbody ref={body} role="rowgroup" onKeyDown={goAlong} onFocus={focus.note}>
      {shown.map(({ index, start, key }, place) => (
        <Fragment key={key}>
          <Gap heightPx={start - (shown[place - 1]?.end ?? topPx)} />
          {rowAt(index, virtualizer.measureElement)}
        </Fragment>
      ))}
      <Gap heightPx={endPx - (shown.at(-1)?.end ?? topPx)} />
    </tbody>
  )
}

/**
 * Columns are as wide as the first rows want them, or they would move as one scrolls. A table on a phone has none.
 *
 * @returns ends it
 */
function keepColumnWidths(table: HTMLTableElement | null | undefined): () => void {
  const heads = [...(table?.tHead?.rows[0]?.cells ?? [])]
  const widthsPx = heads.map((head) => head.getBoundingClientRect().width)
  const allPx = widthsPx.reduce((sum, px) => sum + px, 0)
  const isWide = Math.abs(allPx - (table?.getBoundingClientRect().width ?? 0)) < 2
  if (!isWide) return () => undefined
  for (const [place, head] of heads.entries()) head.style.width = `${((widthsPx[place] ?? 0) / allPx) * 100}%`
  table?.setAttribute('data-fixed', '')
  return () => {
    for (const head of heads) head.style.width = ''
    table?.removeAttribute('data-fixed')
  }
}

/** Where rows are that are not drawn. */
function Gap({ heightPx }: { readonly heightPx: number }) {
  if (heightPx <= 0) return null
  return (
    <tr role="presentation" aria-hidden="true" className={classes['gap']}>
      <td role="presentation" style={{ height: heightPx }} />
    </tr>
  )
}

/** Which row has the focus, by its key: ordered otherwise, it is the same row. */
function useFocusedRow(keys: readonly string[]) {
  const [focused, setFocused] = useState<{ readonly key: string; readonly index: number }>()
  const wanted = useRef<number>(undefined)
  const index = focused === undefined ? undefined : placeOf(keys, focused)
  const keep = (place: number) => setFocused({ index: place, key: keys[place] ?? '' })
  return {
    index,
    kept: index === undefined ? [] : [index],
    note: (event: FocusEvent<HTMLElement>) => {
      const place = Number(event.target.closest('tr')?.dataset['index'])
      if (!Number.isNaN(place)) keep(place)
    },
    wanted,
    /** Draws a row, wherever it is, so that it can have the focus. */
    want: (place: number) => {
      wanted.current = place
      keep(place)
    },
  }
}

/** Looked for where it was; everywhere only where the rows have changed. */
function placeOf(
  keys: readonly string[],
  { key, index }: { readonly key: string; readonly index: number },
): number | undefined {
  if (keys[index] === key) return index
  const found = keys.indexOf(key)
  return found < 0 ? undefined : found
}

function linkAt(index: number): string {
  return `[data-index="${index}"] .${classes['link']}`
}
