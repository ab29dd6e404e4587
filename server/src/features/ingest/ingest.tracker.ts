import { z } from 'zod'
import { faultsOf } from '@catalytics/contract/faults.ts'
import { publicKey } from '@catalytics/contract/ids.ts'
import { instant } from '@catalytics/contract/instants.ts'
import { sitePrefix } from '@catalytics/contract/quarantine.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { trackerLimits, type TrackerAnswer } from '@catalytics/contract/sites.ts'
import { minuteMs } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { isRecord } from '../../lib/records.ts'
import { openThrottle, type Throttle } from '../../lib/throttle.ts'
import * as contracts from '../contracts/contracts.ts'
import { takeEventsOf, type Ingest } from './ingest.ts'

/** Events that the pages of a site send themselves. */
export type Tracker = Ingest & { readonly throttle: Throttle }

export function openTracker(ingest: Ingest): Tracker {
  const { requestsPerMinute } = trackerLimits
  // A company's people share an address, and so may some sites that are embedded by many pages.
  const limits = { perPair: requestsPerMinute, perAddress: 4 * requestsPerMinute }
  return { ...ingest, throttle: openThrottle(ingest.clock, limits) }
}

export type Sender = {
  /** The public key as it stands in the URL. */
  readonly key: string
  /** The Origin header: the page (RFC 6454 section 7); undefined where the sender is no browser. */
  readonly origin: string | undefined
  readonly address: string
}

/** A site of which a page of its own sends something. */
export type SendingSite = NonNullable<Awaited<ReturnType<typeof contracts.siteOfKey>>>

/**
 * The site that the sender may send for.
 *
 * @throws AppError `too_many_requests`; `not_found` for a key that is unknown or switched off, with the same words;
 *   `forbidden` for a page of another origin, `invalid` for none at all
 */
export async function requireSite(tracker: Tracker, { key, origin, address }: Sender): Promise<SendingSite> {
  const retryAfterSeconds = tracker.throttle.take(key, address)
  if (retryAfterSeconds > 0)
    throw new AppError('too_many_requests', 'Too many requests with this key. Send more events at a time.', {
      because: because('too_many_requests', { seconds: retryAfterSeconds }),
      retryAfterSeconds,
    })
  const parsed = publicKey.safeParse(key)
  const site = parsed.success ? await contracts.siteOfKey(tracker, parsed.data) : undefined
  if (site === undefined) throw new AppError('not_found', because('no_such_key'))
  if (origin === undefined) throw new AppError('invalid', because('no_origin'), { parameter: 'Origin' })
  if (!site.origins.includes(origin))
    throw new AppError('forbidden', because('origin_not_allowed'), { parameter: 'Origin' })
  return site
}

const batch = z.strictObject({
  sent_at: instant.optional(),
  // Checked one by one later, so that good ones are kept when others are bad.
  events: z.array(z.unknown()).min(1).max(trackerLimits.events),
})

/**
 * Takes a batch as a page sent it; resolves when what is accepted is durable.
 *
 * @throws AppError `invalid` when nothing of the body can be taken, `unavailable` when nothing could be stored
 */
export async function takeBatch(tracker: Tracker, site: SendingSite, body: Buffer): Promise<TrackerAnswer> {
  const { events, sent_at } = batchIn(body)
  const shiftMs = sent_at === undefined ? 0 : shiftOf(Date.parse(sent_at), tracker.clock().getTime())
  const channel = { kind: 'site', key: site.site } as const
  const sent = events.map((item) => (isRecord(item) ? { ...shifted(item, shiftMs), channel } : item))
  const source = { name: `${sitePrefix}${site.site}`, segmentLock: [], importId: '', byPage: true }
  const { accepted, duplicates, rejected } = await takeEventsOf(tracker, site.contract, sent, source)
  if (accepted > 0) await contracts.recordEventsOf(tracker, site)
  return { accepted: accepted + duplicates, rejected }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function batchIn(body: Buffer): z.output<typeof batch> {
  let sent: unknown
  try {
    sent = JSON.parse(decoder.decode(body))
  } catch (cause) {
    throw new AppError('invalid', 'The body is not JSON in UTF-8.', {
      because: because('body_unreadable'),
      cause,
    })
  }
  const parsed = batch.safeParse(sent)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new AppError(
    'invalid',
    `Send {"events": [...]} with 1 to ${trackerLimits.events} events, and nothing but "sent_at" beside it.`,
    { faults: faultsOf(parsed.error.issues, sent), ...(field !== '' && { field }) },
  )
}

const hourMs = 60 * minuteMs

/**
 * By how much the sender's clock is wrong, in whole hours: of more than half an hour. To the second, an event that is
 * sent twice would have two times and clash with itself.
 */
function shiftOf(sentAt: number, now: number): number {
  return Math.round((now - sentAt) / hourMs) * hourMs
}

function shifted(
  item: Readonly<Record<string, unknown>>,
  shiftMs: number,
): Readonly<Record<string, unknown>> {
  const at = shiftMs === 0 ? item['at'] : instant.safeParse(item['at']).data
  if (shiftMs === 0 || typeof at !== 'string') return item
  return { ...item, at: new Date(Date.parse(at) + shiftMs).toISOString() }
}
