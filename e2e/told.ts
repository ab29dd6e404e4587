import type { Page } from 'playwright-core'

/** What whoever does not see a page has learnt of it since the last act began, and where they are in it. */
export type Told = {
  /** When the document began: another one is read out from its title. */
  readonly origin: number
  readonly texts: readonly string[]
  /** The focus is on something that is there. */
  readonly isFocused: boolean
  /** A change that was sent is not answered yet. */
  readonly isUnderWay: boolean
}

declare global {
  interface Window {
    told: { readonly now: () => Told; readonly forget: () => void }
  }
}

export function isTold({ texts, isFocused, isUnderWay }: Told): boolean {
  return texts.length > 0 && isFocused && !isUnderWay
}

/** As it is now; undefined while the page is on its way to another document. */
export async function toldBy(page: Page): Promise<Told | undefined> {
  return await page.evaluate(() => window.told.now()).catch(() => undefined)
}

/**
 * Runs in every document before its scripts: writes down what a screen reader would say. Of an act that is what comes after
 * the answer; what was said before it, such as that it takes long, is no result.
 */
export function recordTold(): void {
  let texts: string[] = []
  let came = new WeakSet<Node>()
  let underWay = 0
  const fetchIt = window.fetch
  window.fetch = async (input, init) => {
    const path = input instanceof Request ? input.url : String(input)
    const isQuestion = /\/(look|password-checks)$/.test(path)
    if (isQuestion || (init?.method ?? 'GET') === 'GET') return await fetchIt(input, init)
    underWay += 1
    try {
      return await fetchIt(input, init)
    } finally {
      underWay -= 1
      texts = []
    }
  }
  const say = (text: string | null | undefined) => {
    if (text !== null && text !== undefined && text.trim() !== '') texts.push(text.trim())
  }
  const regions =
    '[role="status"], [role="alert"], [role="log"], [aria-live="polite"], [aria-live="assertive"]'
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      for (const node of addedNodes) {
        came.add(node)
        if (!(node instanceof Element)) continue
        // An alert is said when it comes; any other region has to be there before its text.
        const alerts = node.matches('[role="alert"]') ? [node] : node.querySelectorAll('[role="alert"]')
        for (const alert of alerts) say(alert.textContent)
      }
      const element = target instanceof Element ? target : target.parentElement
      const region = element?.closest(regions)
      if (region !== null && region !== undefined && !isNew(region)) say(region.textContent)
    }
  }).observe(document, { childList: true, characterData: true, subtree: true })
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    // A field may take the focus in the moment in which it comes.
    queueMicrotask(() => {
      const isField = target.matches('input, select, textarea') && isNew(target)
      if (isField || target.tabIndex === -1) say(target.textContent || target.id)
    })
  })
  /** It came since the act began. */
  function isNew(element: Element): boolean {
    for (let node: Node | null = element; node !== null; node = node.parentNode)
      if (came.has(node)) return true
    return false
  }
  window.told = {
    now: () => ({
      origin: performance.timeOrigin,
      texts,
      isFocused: document.activeElement !== null && document.activeElement !== document.body,
      isUnderWay: underWay > 0,
    }),
    forget: () => {
      texts = []
      came = new WeakSet()
    },
  }
}
