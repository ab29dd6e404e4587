import { z } from 'zod'
import { because, ruled } from './reasons.ts'

export const segmentKinds = ['catalog', 'site', 'network'] as const
export type SegmentKind = (typeof segmentKinds)[number]

/** A subset of a contract's data: `catalog:KEY`, `site:KEY` or `network:KEY`. */
export const segment = z
  .string()
  .max(120)
  .regex(
    /^(catalog|site|network):.{1,100}$/u,
    ruled(
      because('not_a_segment'),
      'must be catalog:, site: or network: and a key of up to 100 characters, such as catalog:bearings',
    ),
  )
  .meta({ id: 'Segment', description: 'catalog:KEY, site:KEY or network:KEY' })
export type Segment = z.infer<typeof segment>

/** A segment as somebody writes it: a comma may be part of a key, but neither end it nor begin another segment. */
export const oneSegment = segment.refine((key) => !/,\s*(?:(?:catalog|site|network):|$)/u.test(key), {
  error: ruled(because('not_one_segment')),
})

export function splitSegment(text: Segment): { readonly kind: SegmentKind; readonly key: string } {
  const colon = text.indexOf(':')
  const kind = segmentKinds.find((known) => known === text.slice(0, colon))
  if (kind === undefined) throw new TypeError(`not a segment: ${text}`)
  return { kind, key: text.slice(colon + 1) }
}
