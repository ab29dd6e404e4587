import type { Page } from 'playwright-core'
import { holdAct } from './act.ts'

/** Keeps the next call with this method on its way. */
export async function hold(page: Page, method: string) {
  // What comes of it is looked at when it is let go.
  const release = holdAct(page)
  const sent = Promise.withResolvers<void>()
  const end = Promise.withResolvers<'go on' | 'break off'>()
  const ended = Promise.withResolvers<void>()
  const pattern = '**/api/v1/**'
  await page.route(pattern, async (route) => {
    if (route.request().method() !== method) return await route.fallback()
    sent.resolve()
    if ((await end.promise) === 'go on') await route.continue()
    else await route.abort()
    ended.resolve()
    return undefined
  })
  const finish = (how: 'go on' | 'break off') => async () => {
    end.resolve(how)
    await ended.promise
    await page.unroute(pattern)
    release()
  }
  return { sent: sent.promise, letGo: finish('go on'), breakOff: finish('break off') }
}
