import { createClient } from '@clickhouse/client'
import { inject } from 'vitest'
import { randomBase62 } from '../src/lib/random.ts'
import type { Engine } from '../src/stores/events/engine/engine-process.ts'
import { atEnd } from './at-end.ts'

/** A new database of one of the run's engines, as the URL of a ClickHouse server. It goes when the test file ends. */
export function eventDatabase(): string {
  const engines = inject('engines')
  const worker = Number(process.env['VITEST_POOL_ID'])
  const url = new URL(engines[worker % engines.length]?.url ?? '')
  const name = `app_${randomBase62(12)}`
  atEnd(async () => {
    const { username, password } = url
    const client = createClient({ url: url.origin, username, password })
    await client.command({ query: `DROP DATABASE IF EXISTS \`${name}\` SYNC` })
    await client.close()
  })
  return new URL(`/${name}`, url).href
}

/**
 * The engine of such a database, as if it were an installation's own child. Nobody can end it: other tests have
 * databases there.
 *
 * @param url of {@link eventDatabase}
 */
export function sharedChild(url: string): Engine {
  const { origin, pathname, username, password } = new URL(url)
  const shared = inject('engines').find((engine) => new URL(engine.url).origin === origin)
  if (shared === undefined) throw new Error(`${origin} is no engine of this run`)
  return {
    url: origin,
    database: pathname.slice(1),
    reader: shared.reader,
    writer: { username, password },
    pid: () => undefined,
    restart: () => Promise.reject(new Error('other tests are on this engine')),
    stop: () => Promise.resolve(),
  }
}
