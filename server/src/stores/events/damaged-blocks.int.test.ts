import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newEvents } from '../../../test/engine-events.ts'
import { flipByte } from '../../../test/event-parts.ts'
import type { EventStore } from './event-store.ts'

// Values that no compression makes smaller, as ids and sessions are: their blocks are the largest there are.
const incompressible = ['id', 'session', 'configuration'] as const

let events: EventStore
beforeAll(async () => {
  events = await newEvents()
  await events.command(`INSERT INTO events (contract, seq, id, session, configuration)
SELECT 1, number + 1, generateUUIDv4(), hex(randomString(20)), randomPrintableASCII(100) FROM numbers(200000)`)
  const [part] = await events.rows(
    "SELECT path FROM system.parts WHERE active AND table = 'events' AND part_type = 'Wide' ORDER BY rows DESC LIMIT 1",
    {},
  )
  const { path } = z.object({ path: z.string() }).parse(part)
  for (const column of incompressible) flipByte(join(path, `${column}.bin`))
})

test.each(incompressible)(
  'a byte of %s that has changed fails what reads it at once, not after many tries',
  async (column) => {
    const from = performance.now()
    const fault: unknown = await events
      .rows(`SELECT max(${column}) AS last FROM events`, {})
      .catch((error: unknown) => error)
    const ms = performance.now() - from

    expect(fault).toMatchObject({ code: 'damaged' })
    expect(ms).toBeLessThan(20_000)
  },
)
