import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { commandLine } from '../../test/command-line.ts'
import { download } from '../../test/factories.ts'
import { eventDatabase } from '../../test/shared-engines.ts'

// The command line at the ends of real pipes and files, as a shell connects them.

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'catalytics-output-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const events = 800
let contract = ''
let eventStore = ''

/** Runs a line of shell in which `$CAT` is the command line and `$SHOW` a command with an answer of more than 200 kB. */
function shell(line: string): Promise<{ status: number; out: string; err: string }> {
  const cat = `${process.execPath} ${main}`
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: join(folder, 'data'),
    CLICKHOUSE_URL: eventStore,
    CAT: cat,
    SHOW: `${cat} person show --json --contract ${contract} --email ann@one.example`,
  }
  return new Promise((resolve, reject) => {
    const options = { env, maxBuffer: 10_000_000 }
    execFile('bash', ['--norc', '-o', 'pipefail', '-c', line], options, (error, out, err) => {
      if (error !== null && typeof error.code !== 'number') return reject(error)
      resolve({ status: Number(error?.code ?? 0), out, err })
    })
  })
}

beforeAll(async () => {
  const file = join(folder, 'events.ndjson')
  writeFileSync(
    file,
    Array.from({ length: events }, () => JSON.stringify(download('ann@one.example'))).join('\n'),
  )
  eventStore = eventDatabase()
  const env = { DATA_DIR: join(folder, 'data'), CLICKHOUSE_URL: eventStore }
  const made = await commandLine(['contract', 'create', '--name', 'Acme', '--json'], { env })
  contract = z.object({ id: z.string() }).parse(JSON.parse(made.out)).id
  expect(await commandLine(['import', file, '--contract', contract], { env })).toMatchObject({ status: 0 })
})

test('a reader who takes its time gets the whole answer through a pipe', async () => {
  const { status, out } = await shell('$SHOW | (sleep 3; cat)')

  expect(status).toBe(0)
  expect(out.length).toBeGreaterThan(3 * 65_536)
  expect(JSON.parse(out).actions).toHaveLength(events)
})

test('a reader who has seen enough ends the command quietly', async () => {
  const { status, out, err } = await shell('$SHOW | head -c 9')

  expect({ status, out }).toEqual({ status: 0, out: '{"lead_id' })
  expect(err).not.toMatch(/EPIPE|could not|^ +at /m)
})

test('an answer that no place takes fails with a word', async () => {
  const runs = [await shell('$SHOW > /dev/full'), await shell('$CAT doctor --help > /dev/full')]

  for (const { status, err } of runs) {
    expect(status).toBe(1)
    expect(err).toMatch(/^The answer could not be written to standard output: ENOSPC.*\n$/m)
  }
})

test('progress that nobody takes does not stop the work', async () => {
  const file = join(folder, 'backup.tar')

  expect(await shell(`$CAT backup --json ${file} 2> /dev/full`)).toMatchObject({ status: 0 })
  expect(await shell(`($CAT backup ${file}.2 2>&1 >/dev/null) | true`)).toMatchObject({ status: 0 })
})
