import { now } from './clock.ts'
import { timeOrderedId } from './ids.ts'
import { openOutbox } from './outbox.ts'
import { randomBytes } from './random.ts'
import { sessionId } from './session.ts'

type Fields = Readonly<Record<string, unknown>>
type Track = (type: string, fields?: Fields) => void

declare global {
  interface Window {
    /** Before the script is there: a function that keeps the calls in `q`. */
    catalytics?: Track & { readonly q?: readonly Parameters<Track>[]; readonly ready?: true }
  }
}

const tag = document.currentScript
// A page with the tag twice is counted once.
if (tag instanceof HTMLScriptElement && window.catalytics?.ready !== true) start(tag)

/** Attributes of the tag: `data-key`, `data-catalog`, `data-session="tab"`, `data-signals="anonymous"` or `"ignore"`. */
function start({ src, dataset: { key, catalog, session, signals } }: HTMLScriptElement): void {
  const kept = window.catalytics?.q ?? []
  const objects = signals !== 'ignore' && hasObjected()
  const track =
    key === undefined || (objects && signals !== 'anonymous')
      ? () => {}
      : trackInto(new URL(`t/${key}`, src).href, {
          always: catalog === undefined ? {} : { catalog },
          visit: objects ? undefined : sessionId(session === 'tab'),
        })
  window.catalytics = Object.assign(track, { ready: true } as const)
  for (const call of kept) track(...call)
}

/** @param visit undefined: neither the visit nor the person is told */
function trackInto(
  url: string,
  { always, visit }: { readonly always: Fields; readonly visit: string | undefined },
): Track {
  const outbox = openOutbox(url)
  let fixed = always
  addEventListener('pagehide', outbox.leave)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') outbox.leave()
  })
  return (type, fields) => {
    const given = { ...fixed, ...fields }
    if (type === 'set') {
      fixed = given
      return
    }
    const at = now()
    const id = timeOrderedId(at.getTime(), randomBytes(10))
    const event = { id, at: at.toISOString(), language: language(), session: visit, ...given, type }
    outbox.add(visit === undefined ? { ...event, session: undefined, person: undefined } : event)
  }
}

/** Global Privacy Control, or Do Not Track. */
function hasObjected(): boolean {
  const objects: { readonly globalPrivacyControl?: boolean; readonly doNotTrack?: string | null } = navigator
  return objects.globalPrivacyControl === true || objects.doNotTrack === '1'
}

/** Only what the server takes: an odd tag must not cost the event. */
function language(): string | undefined {
  return /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.exec(navigator.language)?.[0]
}
