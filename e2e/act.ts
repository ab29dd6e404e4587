import type { Page } from 'playwright-core'
import { isTold, toldBy, type Told } from './told.ts'

const acting = new WeakMap<Page, number>()

/** Whether what the page does now was asked for by {@link act}. */
export function isActing(page: Page): boolean {
  return (acting.get(page) ?? 0) > 0
}

/** What the page does from now on was asked for by a spec that looks at it itself. Gives what ends that. */
export function holdAct(page: Page): () => void {
  acting.set(page, (acting.get(page) ?? 0) + 1)
  return () => {
    acting.set(page, (acting.get(page) ?? 1) - 1)
  }
}

/** As long as a page on a busy machine takes to show what came. */
const usualPatienceMs = 30_000
/** What is told, and where the focus is, has to stay so for this long. */
const settledMs = 100

/**
 * Does something that makes the page call the server, and waits for what comes of it. Then the focus is on something
 * (WCAG 2.2, 2.4.3), and whoever does not see the page was told (4.1.3): by a live region that was there before, by an
 * alert, or by a heading, a message or a new field that took the focus. A page that begins anew reads out its title.
 *
 * @param what such as pressing a button
 */
export async function act(
  page: Page,
  what: () => Promise<unknown>,
  patienceMs = usualPatienceMs,
): Promise<void> {
  const release = holdAct(page)
  try {
    const before = await page.evaluate(() => {
      window.told.forget()
      return performance.timeOrigin
    })
    await what()
    await settled(page, before, patienceMs)
  } finally {
    release()
  }
}

async function settled(page: Page, origin: number, patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs
  let since = Date.now()
  let last = ''
  for (;;) {
    const now = await toldBy(page)
    if (now !== undefined && now.origin !== origin) return
    const seen = JSON.stringify(now)
    if (now === undefined || !isTold(now) || seen !== last) since = Date.now()
    else if (Date.now() - since >= settledMs) return
    if (Date.now() > end)
      throw new Error(`after the act ${now === undefined ? 'no page came' : faultOf(now)}`)
    last = seen
    await page.waitForTimeout(20)
  }
}

function faultOf({ isUnderWay, isFocused, texts }: Told): string {
  if (isUnderWay) return 'no answer came'
  if (!isFocused) return 'the focus is on nothing'
  return texts.length === 0 ? 'nothing was told' : 'the page did not come to rest'
}
