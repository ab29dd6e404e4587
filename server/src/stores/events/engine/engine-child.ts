import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../lib/errors.ts'
import { lockFolder } from '../../../lib/folder-lock.ts'
import type { FromChild, LifeSigns, StartMessage, ToChild } from './engine-messages.ts'
import { httpInterface } from './http-interface.ts'
import type { Lane } from './lanes.ts'
import { RunningStatements } from './running-statements.ts'
import { SessionPool } from './session-pool.ts'
import type { Settings } from './settings.ts'

/*
 * The engine child: opens chDB on a folder and answers ClickHouse's HTTP interface on a loopback port until its parent
 * says stop, or dies. It ends by SIGKILL in every case: leaving a process with a query inside chDB can hang, and what
 * was acknowledged is on disk.
 */

const lockWaitMs = 20_000
const finishingMs = 5_000
// A merge that the disk did not take has to be noticed while the parts it came from are still there; the next start
// takes those again and sets the broken one aside. Far below the table's `old_parts_lifetime`.
const checkWritesEveryMs = 500

// A terminal's Ctrl-C and a service manager's SIGTERM go to the whole group; the parent decides what they mean.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
process.on('disconnect', end)
process.on('message', (message: ToChild) => {
  if (message.type === 'start') void start(message)
})

async function start(options: StartMessage): Promise<void> {
  try {
    const signs: LifeSigns = { parentPid: options.parentPid, pulse: new SharedArrayBuffer(4) }
    new Worker(new URL('./life-signs.ts', import.meta.url), { workerData: signs }).unref()
    await lock(options.folder)
    const pool = await SessionPool.open({
      folder: options.folder,
      serverArguments: serverArguments(options),
      settingsOf: (lane) => baseSettings(options, lane),
      asFound: options.asFound,
      onLostWrite: () => fail(new Error('the disk took less than was written')),
    })
    const pulse = new Int32Array(signs.pulse)
    const check = () => void pool.checkWrites().then(() => Atomics.add(pulse, 0, 1))
    setInterval(check, checkWritesEveryMs).unref()
    const running = new RunningStatements()
    const onSlowPlanning = (milliseconds: number) => tell({ type: 'slow_planning', milliseconds })
    const server = httpInterface({ pool, running, onSlowPlanning }, options.users)
    server.on('error', fail)
    server.listen({ host: '127.0.0.1', port: options.port, exclusive: true }, () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) tell({ type: 'ready', port: address.port })
    })
    process.on('message', (message: ToChild) => {
      if (message.type !== 'stop') return
      server.close()
      void Promise.race([running.idle(), delay(finishingMs)])
        .then(() => running.size === 0 && pool.close())
        .finally(end)
    })
  } catch (thrown) {
    fail(thrown)
  }
}

// Kept for as long as the process lives: a lock that nothing refers to is closed, and so given up, by the garbage
// collector.
const held: { release(): void }[] = []

/** A predecessor that was killed may need a moment to go, and holds the folder until then. */
async function lock(folder: string): Promise<void> {
  const from = performance.now()
  for (;;) {
    try {
      held.push(lockFolder(folder))
      return
    } catch (thrown) {
      const isTaken = thrown instanceof AppError && thrown.code === 'conflict'
      if (!isTaken || performance.now() - from > lockWaitMs) throw thrown
    }
    await delay(50)
  }
}

function serverArguments({ memoryBytes }: StartMessage): readonly string[] {
  return [`--max_server_memory_usage=${memoryBytes}`, `--mark_cache_size=${Math.round(memoryBytes / 8)}`]
}

// chDB starts with the habits of clickhouse-local; statements shall find those of a server. Inserts are never gathered
// in memory: what is acknowledged has been written.
function baseSettings(
  { memoryBytes, queryTimeLimitSeconds }: StartMessage,
  lane: Lane | 'control',
): Settings {
  return new Map([
    ['allow_introspection_functions', '0'],
    ['async_insert', '0'],
    ['cast_string_to_date_time_mode', 'basic'],
    ['date_time_input_format', 'basic'],
    ['implicit_select', '0'],
    ['max_execution_time', lane === 'read' ? String(queryTimeLimitSeconds) : '0'],
    ['max_memory_usage', String(Math.round(memoryBytes * 0.75))],
    ['max_query_size', String(128 * 1024 * 1024)],
  ])
}

function fail(thrown: unknown): void {
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  if (process.send === undefined) end()
  else process.send({ type: 'failed', reason } satisfies FromChild, end)
}

function tell(message: FromChild): void {
  process.send?.(message)
}

function end(): void {
  process.kill(process.pid, 'SIGKILL')
}
