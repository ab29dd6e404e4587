import { spawnSync } from 'node:child_process'
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  openSync,
  writeSync,
  closeSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createExport, leadExport } from '@catalytics/contract/exports.ts'
import { buildTestApp } from '../../../test/build-app.ts'
import { commandLine } from '../../../test/command-line.ts'
import { eventParts, partDamage } from '../../../test/event-parts.ts'
import { download } from '../../../test/factories.ts'
import { problemsOf } from '../../../test/stopped.ts'
import { byCodePoint } from '../../lib/code-points.ts'
import { openLog } from '../../lib/log.ts'
import { startEngine, type Engine } from '../events/engine/engine-process.ts'

/*
 * The command over folders with each kind of damage: it names what is wrong, and exits with 1. Every folder is a copy of
 * a sound one; where the events are as in that one, they are looked at through one engine.
 */

process.umask(0o077)
const main = fileURLToPath(new URL('../../main.ts', import.meta.url))
const folders = mkdtempSync(join(tmpdir(), 'doctor-'))
let sound: string
let exported: string
let soundEvents: Engine

beforeAll(async () => {
  const app = await buildTestApp({ stores: 'alone' })
  const contract = await app.given.contract({ name: 'Acme' })
  await app.given.events(
    contract,
    Array.from({ length: 300 }, (_, n) => download(`person${n}@firm.example`)),
  )
  const asked = await contract.post(
    '/api/v1/lead-exports',
    createExport.parse({ rows: 'actions', format: 'csv' }),
  )
  const { id } = leadExport.parse(asked.body)
  await vi.waitFor(
    async () => {
      const { status } = leadExport.parse((await contract.get(`/api/v1/lead-exports/${id}`)).body)
      if (status !== 'done') throw new Error(status)
    },
    { timeout: 20_000, interval: 100 },
  )
  exported = `${id}.csv`
  await app.stop()
  sound = app.place.dataDir
  soundEvents = await startEngine({ folder: join(sound, 'events'), log: openLog('silent'), asFound: true })
})

afterAll(async () => {
  await soundEvents.stop()
  rmSync(folders, { recursive: true, force: true })
})

/** By the command as a process. */
function doctorTells(dataDir: string) {
  const { status, stdout } = spawnSync(process.execPath, [main, 'doctor', '--data', dataDir], {
    env: { PATH: process.env['PATH'] },
    encoding: 'utf8',
  })
  return { status, stdout, problems: problemsIn(stdout) }
}

/** By the command in this process. */
async function examined(dataDir: string) {
  const { status, out } = await commandLine(['doctor', '--data', dataDir])
  return { status, stdout: out, problems: problemsIn(out) }
}

function problemsIn(stdout: string): string {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('PROBLEM'))
    .join('\n')
}

/** What the command finds where the events are those of the sound folder. */
async function withSoundEvents(dataDir: string) {
  const place = { dataDir, databaseUrl: undefined, clickhouseUrl: undefined }
  const problems = await problemsOf(place, soundEvents)
  // The engine is lent: whoever looked at it before has left it as it was.
  expect(soundEvents.pid()).toBeDefined()
  return {
    status: problems.length > 0 ? 1 : 0,
    problems: problems.map(({ check, detail }) => `${check} ${detail}`).join('\n'),
  }
}

const inDirectory = (dataDir: string, statement: string) => {
  const db = new DatabaseSync(join(dataDir, 'directory.db'))
  db.exec(statement)
  db.close()
}

function largestPart(dataDir: string): string {
  const [part] = eventParts({ dataDir })
  if (part === undefined) throw new Error('no part')
  return part
}

const flipAll = (dataDir: string) => {
  for (const part of eventParts({ dataDir })) partDamage.flipped(part)
}

/** Overwrites the pages of the directory in the middle of its file. */
function overwrite(dataDir: string): void {
  const file = join(dataDir, 'directory.db')
  const handle = openSync(file, 'r+')
  for (let at = 40 * 4096; at < statSync(file).size; at += 4096)
    writeSync(handle, Buffer.alloc(4000, 0x5a), 0, 4000, at)
  closeSync(handle)
}

/** Overwrites the first page of people and activity: the file can be opened, and most of it read. */
function overwriteTables(dataDir: string): void {
  const file = join(dataDir, 'directory.db')
  const db = new DatabaseSync(file)
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const pages = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name IN ('people', 'activity')").all()
  db.close()
  const handle = openSync(file, 'r+')
  for (const { rootpage } of pages)
    writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, (Number(rootpage) - 1) * 4096)
  closeSync(handle)
}

test('a sound folder has no problem, nor has one that demo has made', () => {
  // How far the data of demo are: it is written there by the command.
  writeFileSync(join(sound, 'demo.json'), '{"end":0,"filled":true}')
  expect(doctorTells(sound)).toMatchObject({ status: 0, problems: '' })
})

type Kind = readonly [string, damage: (dataDir: string) => unknown, named: RegExp]

const damagedEvents: readonly Kind[] = [
  [
    'an event part that was cut off',
    (dir) => partDamage.truncated(largestPart(dir)),
    /contract ct_\w+ \(Acme\) lacks \d+ of \d+ rows/,
  ],
  [
    'an event part that was removed',
    (dir) => partDamage.removed(largestPart(dir)),
    /contract ct_\w+ \(Acme\) lacks \d+ of \d+ rows/,
  ],
  [
    'an event part with other bytes',
    (dir) => partDamage.flipped(largestPart(dir)),
    /the part all_\d+_\d+_\d+ of the table events is damaged/,
  ],
  [
    'an event part with a file of somebody else',
    (dir) => writeFileSync(join(largestPart(dir), 'notes.txt'), 'mine'),
    /all_\d+_\d+_\d+.*notes\.txt|notes\.txt/,
  ],
  [
    'no description of the event tables',
    (dir) => renameSync(join(dir, 'events', 'metadata'), join(folders, 'away')),
    /event_store .*there are no tables in /,
  ],
]

const damagedElsewhere: readonly Kind[] = [
  [
    'a ledger row past what a number holds',
    (dir) =>
      inDirectory(
        dir,
        'UPDATE deliveries SET to_seq = 9999999999999999 WHERE id = (SELECT min(id) FROM deliveries)',
      ),
    /the row id=\S+ of deliveries: to_seq is 9999999999999999/,
  ],
  [
    'a ledger row past what was given out',
    (dir) =>
      inDirectory(
        dir,
        'UPDATE deliveries SET to_seq = 9007199254740991 WHERE id = (SELECT min(id) FROM deliveries)',
      ),
    /the row id=\S+ of deliveries: to_seq is 9007199254740991, but the contract has given out only the numbers up to \d+/,
  ],
  [
    'a person whose profile is no JSON',
    (dir) => inDirectory(dir, "UPDATE people SET profile = '{' WHERE number = 7"),
    /the row contract=1 number=7 of people: profile is not JSON/,
  ],
  ['a directory page that was overwritten', overwrite, /directory .*(?:the file is damaged|malformed)/],
  [
    'an export without its file',
    (dir) => rmSync(join(dir, 'files', exported)),
    /1 finished exports have no file/,
  ],
  [
    'a file among the exports that nobody asked for',
    (dir) => writeFileSync(join(dir, 'files', 'strange.csv'), ''),
    /1 files belong to no export, such as strange/,
  ],
  [
    'a file that is not ours',
    (dir) => writeFileSync(join(dir, 'notes.txt'), 'mine'),
    /1 files or folders are not of Catalytics, such as \S+notes\.txt/,
  ],
  [
    'a file of somebody else among those of the engine',
    (dir) => writeFileSync(join(dir, 'events', 'notes.txt'), 'mine'),
    /1 files or folders are not of Catalytics, such as \S+notes\.txt/,
  ],
  ...['data', 'data/catalytics', 'metadata', 'store', 'store/*', 'store/*/*', 'store/*/*/all_*'].map(
    (below): Kind => [
      `a file of somebody else in events/${below}`,
      (dir) => {
        const [folder = ''] = globSync(below, { cwd: join(dir, 'events') })
        writeFileSync(join(dir, 'events', folder, 'notes.txt'), 'mine')
      },
      /1 files or folders are not of Catalytics, such as \S+notes\.txt/,
    ],
  ),
  [
    'a folder of somebody else beside those of the engine',
    (dir) => mkdirSync(join(dir, 'events', 'old copy')),
    /1 files or folders are not of Catalytics, such as \S+old copy/,
  ],
  [
    'a folder of somebody else beside the parts of a table',
    (dir) => {
      const [part = ''] = globSync('store/*/*/all_*', { cwd: join(dir, 'events') })
      mkdirSync(join(dir, 'events', part, '..', 'copy of all_1_1_0'))
    },
    /1 files or folders are not of Catalytics, such as \S+copy of all_1_1_0/,
  ],
]

function damaged(damage: (dataDir: string) => unknown): string {
  const dataDir = mkdtempSync(join(folders, 'data-'))
  cpSync(sound, dataDir, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  damage(dataDir)
  return dataDir
}

test('a part that cannot be read is named where it is', () => {
  const dataDir = damaged((dir) => partDamage.truncated(largestPart(dir)))

  const { problems, stdout } = doctorTells(dataDir)

  const [, path = ''] =
    /event_store +the part all_\d+_\d+_\d+ of the table events cannot be read: (\S+)/.exec(problems) ?? []
  expect(realpathSync(path)).toBe(realpathSync(largestPart(dataDir)))
  expect(stdout).toContain('Keep a copy of that folder.')
  expect(stdout).not.toContain('detached')
})

describe('follow-up checks over', () => {
  test.each([
    ['event store', 'event_store', flipAll],
    ['directory store', 'directory', overwrite],
    ['directory store', 'directory', overwriteTables],
  ])('a damaged %s say so, shortly, and name nothing that is gone', async (store, check, damage) => {
    const { stdout } = await examined(damaged(damage))

    expect(stdout).toMatch(
      new RegExp(`^skipped +\\w+ +not checked, because the ${store} is damaged \\(see ${check}\\)$`, 'm'),
    )
    expect(stdout).not.toMatch(/catalytics-look|doctor tells|DB::Exception|The check itself failed/)
    for (const line of stdout.split('\n').filter((one) => !one.includes('migrations')))
      expect(line.length).toBeLessThan(500)
  })
})

describe('a folder with', () => {
  test.each([
    ...damagedEvents.map((kind) => [...kind, examined] as const),
    ...damagedElsewhere.map((kind) => [...kind, withSoundEvents] as const),
  ])('%s', async (_what, damage, named, look) => {
    const dataDir = damaged(damage)
    const before = readdirSync(join(dataDir, 'events'), { recursive: true, encoding: 'utf8' }).toSorted(
      byCodePoint,
    )

    const { status, problems } = await look(dataDir)

    expect(problems).toMatch(named)
    expect(status).toBe(1)
    expect(
      readdirSync(join(dataDir, 'events'), { recursive: true, encoding: 'utf8' }).toSorted(byCodePoint),
    ).toEqual(before)
  })
})
