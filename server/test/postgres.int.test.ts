import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { createDatabase, startPostgres } from './postgres.ts'

describe('the server of the run', () => {
  test('gives every caller an empty database of its own, also under the same name', async () => {
    const first = await createDatabase(inject('postgresUrl'), 'orders')
    const second = await createDatabase(inject('postgresUrl'), 'orders')

    await ask(first, 'create table t as select 1 as n')

    expect(await ask(first, 'select n from t')).toEqual([{ n: 1 }])
    await expect(ask(second, 'select n from t')).rejects.toThrow('relation "t" does not exist')
  })

  test('asks for the password', async () => {
    const url = new URL(inject('postgresUrl'))
    url.password = 'guess'

    await expect(ask(url.href, 'select 1')).rejects.toThrow('password authentication failed')
  })

  test('sorts as servers in the field do, not byte by byte', async () => {
    const sorted = await ask(
      inject('postgresUrl'),
      `select t from unnest(array['b', 'A', 'a', 'B']) t order by t`,
    )

    expect(sorted).toEqual([{ t: 'a' }, { t: 'A' }, { t: 'b' }, { t: 'B' }])
  })

  test.each(['', 'Orders', 'a"; drop database b; --', 'a'.repeat(41)])(
    'refuses the name %j',
    async (name) => {
      await expect(createDatabase(inject('postgresUrl'), name)).rejects.toThrow(RangeError)
    },
  )
})

describe('a server of its own', () => {
  test('is gone with its folder after stop, and a second stop does no harm', async () => {
    const postgres = await startPostgres()
    const folder = await folderOf(postgres.url)

    await Promise.all([postgres.stop(), postgres.stop()])

    await expect(ask(postgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
    expect(existsSync(folder)).toBe(false)
  })

  test('does not outlive a process that is killed with -9', async () => {
    const started = z.object({ url: z.string(), guardPid: z.number() })
    const module = new URL('postgres.ts', import.meta.url).href
    const script = `
      const { startPostgres } = await import(${JSON.stringify(module)})
      process.stdout.write(JSON.stringify(await startPostgres()))
      setInterval(() => {}, 1000)`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [chunk] = await once(parent.stdout, 'data')
    const { url, guardPid } = started.parse(JSON.parse(String(chunk)))
    const folder = await folderOf(url)

    parent.kill('SIGKILL')
    await waitUntil(2000, () => !isAlive(guardPid))

    await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED')
    expect(existsSync(folder)).toBe(false)
  })
})

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const answer = await client.query<Record<string, unknown>>(text)
    return answer.rows
  } finally {
    await client.end()
  }
}

async function folderOf(url: string): Promise<string> {
  const [row] = z.array(z.object({ data_directory: z.string() })).parse(await ask(url, 'show data_directory'))
  return row?.data_directory ?? ''
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function waitUntil(limitMs: number, condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited >= limitMs) throw new Error(`not within ${limitMs} ms`)
    await sleep(20)
  }
}
