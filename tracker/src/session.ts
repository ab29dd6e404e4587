import { hexOf } from './ids.ts'
import { randomBytes } from './random.ts'

const storageName = 'catalytics'

/**
 * An opaque id of this visit. It lives as long as the page; with `keptInTab`, as long as the tab, in its sessionStorage,
 * where the browser lets us.
 */
export function sessionId(keptInTab: boolean): string {
  const fresh = hexOf(randomBytes(16))
  if (!keptInTab) return fresh
  try {
    const known = sessionStorage.getItem(storageName)
    if (known !== null) return known
    sessionStorage.setItem(storageName, fresh)
  } catch {
    // Storage is switched off: then it is the page's.
  }
  return fresh
}
