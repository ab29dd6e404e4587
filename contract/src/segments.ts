import { z } from 'zod'

export const segmentKinds = ['catalog', 'site', 'network'] as const
export type SegmentKind = (typeof segmentKinds)[number]

/** A subset of a contract's data: `catalog:KEY`, `site:KEY` or `network:KEY`. */
export const segment = z
  .string()
  .max(120)
  .regex(/^(catalog|site|network):.{1,100}$/u)
  .meta({ id: 'Segment', description: 'catalog:KEY, site:KEY or network:KEY' })
export type Segment = z.infer<typeof segment>

export function splitSegment(text: Segment): { readonly kind: SegmentKind; readonly key: string } {
  const colon = text.indexOf(':')
  const kind = segmentKinds.find((known) => known === text.slice(0, colon))
  if (kind === undefined) throw new TypeError(`not a segment: ${text}`)
  return { kind, key: text.slice(colon + 1) }
}
