import { z } from 'zod'
import { pageEvent, rejectedEvent } from './events.ts'
import { publicKey } from './ids.ts'
import { instant } from './instants.ts'
import { because, ruled } from './reasons.ts'
import { line } from './text.ts'
import { version } from './versions.ts'

export const trackerLimits = {
  /** Of a request: browsers keep `sendBeacon` to 64 KiB. */
  bytes: 64 * 1024,
  events: 50,
  /** Requests with one key from one address (IPv6: /64), a minute. */
  requestsPerMinute: 240,
  originsPerSite: 100,
} as const

// As browsers write it: no path, lower case, names in punycode.
const originPattern = /^https?:\/\/(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::[1-9]\d{0,4})?$/
const usualPort = /^http:.*:80$|^https:.*:443$/

/** Where a page comes from (RFC 6454 section 6.2): scheme, host, and port where it is not the usual one. */
export const origin = z
  .string()
  .max(300)
  .refine((text) => originPattern.test(text) && !usualPort.test(text), {
    error: ruled(because('not_an_origin')),
  })

/** An embedded catalog, and the key with which its pages send events. */
export const site = z
  .object({
    key: line(100).meta({ description: 'Key by which events name the site.' }),
    name: z.string(),
    public_key: publicKey
      .nullable()
      .meta({ description: 'For the tag in the pages; null until the site is set up for it.' }),
    origins: z
      .array(z.string())
      .meta({ description: 'Origins of the pages that may send events. Empty: none may.' }),
    enabled: z.boolean().meta({ description: 'Whether events with this key are accepted.' }),
    created_at: z.string(),
    last_event_at: z
      .string()
      .nullable()
      .meta({ description: 'Time of the last event with this key, to the minute.' }),
    version,
  })
  .meta({ id: 'Site' })
export type Site = z.infer<typeof site>
export const siteList = z.object({ data: z.array(site) }).meta({ id: 'SiteList' })

/** Body of PUT /api/v1/contracts/{contract}/sites/{key}: what is left out stays as it is. */
export const changeSite = z
  .strictObject({
    name: line(200).optional(),
    origins: z.array(origin).max(trackerLimits.originsPerSite).optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'ChangeSite' })
export type ChangeSite = z.output<typeof changeSite>

/** Body of POST /t/{public_key}, as text/plain. */
export const trackerBody = z
  .strictObject({
    sent_at: instant.optional().meta({
      description: 'Time of the sender’s clock. A wrong clock is corrected by whole hours.',
    }),
    events: z.array(pageEvent).min(1).max(trackerLimits.events),
  })
  .meta({ id: 'TrackerBody' })

/** Answer of POST /t/{public_key}. It says nothing of what is stored, as anybody can read the key. */
export const trackerAnswer = z
  .object({
    accepted: z.int().meta({ description: 'Number of events stored now or before.' }),
    rejected: z.array(rejectedEvent),
  })
  .meta({ id: 'TrackerAnswer' })
export type TrackerAnswer = z.infer<typeof trackerAnswer>
