import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { totalmem } from 'node:os'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { compileCacheFolder } from '../../../lib/compile-cache.ts'
import { randomBase62 } from '../../../lib/random.ts'
import { listenForSilence } from '../silence.ts'
import { heartbeatFd, type FromChild, type StartMessage, type ToChild } from './engine-messages.ts'
import { sessionCount } from './lanes.ts'
import { linkedCopy } from './linked-copy.ts'

/** The event store's engine: chDB in a child process, reached as ClickHouse over HTTP. */
export type Engine = {
  /** Such as http://127.0.0.1:41234; stays the same over restarts. */
  readonly url: string
  /** May only read. */
  readonly reader: { readonly username: string; readonly password: string }
  readonly writer: { readonly username: string; readonly password: string }
  /** The one with the tables. */
  readonly database: string
  /** The child's process id; undefined while it is down. */
  pid(): number | undefined
  /** Kills the child at once and resolves when a new one answers: the way to end a write whose outcome is unknown. */
  restart(): Promise<void>
  /** Lets running statements finish for up to 5 seconds and ends the child. */
  stop(): Promise<void>
}

export type EngineOptions = {
  /** Where the data lives; held exclusively by one child. */
  readonly folder: string
  readonly log: EngineLog
  /** What the engine may take altogether, a single query three quarters of it; half of the machine's where absent. */
  readonly memoryBytes?: number
  /** Default of `max_execution_time` for reads; 60 where absent. */
  readonly queryTimeLimitSeconds?: number
  /** Looks only: shows the folder as it is and changes nothing in it. */
  readonly asFound?: boolean
  /** How long the first start may take; two minutes where absent. Further ones have more and more time. */
  readonly startLimitMs?: number
  /** Told whenever a child that ended by itself has been replaced. */
  readonly onRestart?: () => void
}

export type EngineLog = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>

/**
 * Starts the engine and keeps it running: a child that ends is replaced, and one that hangs is ended. Rejects when the
 * first start fails, saying why.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const copy = options.asFound === true ? linkedCopy(options.folder) : undefined
  const supervisor = new Supervisor(copy === undefined ? options : { ...options, folder: copy.folder })
  try {
    const port = await supervisor.start()
    return engineOf(supervisor, port, () => copy?.remove())
  } catch (error) {
    copy?.remove()
    throw error
  }
}

function engineOf(supervisor: Supervisor, port: number, onStopped: () => void): Engine {
  return {
    url: `http://127.0.0.1:${port}`,
    reader: supervisor.users.reader,
    writer: supervisor.users.writer,
    database: 'catalytics',
    pid: () => supervisor.pid,
    restart: () => supervisor.restart(),
    async stop() {
      await supervisor.stop()
      onStopped()
    },
  }
}

// Waits before the first, second, third and all further restarts in a row.
const backOffMs = [0, 200, 1_000, 5_000]
/** A child that lived for so long has not "died repeatedly". */
const steadyAfterMs = 30_000
/** More than the child gives its statements to finish. */
const stopLimitMs = 7_000
const startLimitMs = 120_000
/** A child of which nothing has been heard for so long hangs, whatever it computes. */
const silentForSeconds = 5
/** How long callers wait for a new child before they are told to try again. */
const backLimitMs = 10_000

class Supervisor {
  readonly users = {
    reader: { username: 'reader', password: randomBase62(43) },
    writer: { username: 'writer', password: randomBase62(43) },
  }
  readonly #options: EngineOptions
  #child: ChildProcess | undefined
  #port = 0
  #failures = 0
  #stopping = false
  #back = nextAnswer()

  constructor(options: EngineOptions) {
    this.#options = options
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  async start(): Promise<number> {
    this.#port = await this.#launch()
    return this.#port
  }

  async restart(): Promise<void> {
    if (this.#stopping) throw new Error('the engine has been stopped')
    this.#options.log.warn({ pid: this.pid }, 'engine killed to end its statements for certain')
    const back = this.#back.promise
    if (this.#child !== undefined) {
      this.#failures = 0
      this.#child.kill('SIGKILL')
    }
    const patience = new AbortController()
    const tooLong = delay(backLimitMs, undefined, { signal: patience.signal }).then(() => {
      throw new Error('the engine has not come back yet')
    })
    await Promise.race([back, tooLong]).finally(() => patience.abort())
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#back.reject(new Error('the engine has been stopped'))
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    // It may be ending by itself already, and then there is nobody to tell.
    if (child.connected) child.send({ type: 'stop' } satisfies ToChild, () => undefined)
    const tooLate = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
    await exited
    clearTimeout(tooLate)
  }

  /** Starts a child and resolves with its port when it answers. */
  async #launch(): Promise<number> {
    const child = fork(fileURLToPath(new URL('./engine-child.ts', import.meta.url)), [], {
      // The last one is the heartbeat's.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
      execArgv: [],
      // chDB's calls wait on libuv's threads: as many as sessions, and some for gzip. Instants are UTC everywhere.
      env: {
        UV_THREADPOOL_SIZE: String(sessionCount + 4),
        TZ: 'UTC',
        NODE_COMPILE_CACHE: compileCacheFolder,
      },
    })
    this.#child = child
    const startedAt = performance.now()
    if (child.stderr !== null) {
      createInterface(child.stderr).on('line', (line) =>
        this.#options.log.warn({ line }, 'engine wrote to its standard error'),
      )
    }
    const { promise: ready, resolve, reject } = Promise.withResolvers<number>()
    let reason: string | undefined
    child.on('message', (message: FromChild) => {
      if (message.type === 'ready') resolve(message.port)
      else if (message.type === 'failed') ({ reason } = message)
      else
        this.#options.log.warn(
          message,
          'planning a query held up the engine; ask for it with wait_end_of_query=1',
        )
    })
    child.once('error', (cause) => reject(cause))
    child.once('exit', (code, signal) =>
      reject(new Error(reason ?? `the engine ended at once (${signal ?? code})`)),
    )
    const watch = this.#watch(child)
    child.once('exit', () => watch.close())
    child.send(this.#startMessage(), (cause) => cause === null || reject(cause))
    const port = await this.#inTime(child, ready)
    watch.begin()
    this.#options.log.info(
      { pid: child.pid, port, ms: Math.round(performance.now() - startedAt) },
      'engine answers',
    )
    this.#back.resolve()
    this.#back = nextAnswer()
    child.once('exit', (code, signal) => {
      if (performance.now() - startedAt > steadyAfterMs) this.#failures = 0
      void this.#relaunch({ code, signal, reason })
    })
    return port
  }

  /** Ends a child that tells nothing any more, from its first sign of life on, or from when it has started. */
  #watch(child: ChildProcess): { begin(): void; close(): void } {
    let begun = false
    const silence = listenForSilence(silentForSeconds, () => {
      if (!begun) return
      this.#options.log.error({ pid: child.pid, seconds: silentForSeconds }, 'engine hangs; it is killed')
      child.kill('SIGKILL')
    })
    const heartbeat = child.stdio[heartbeatFd]
    heartbeat?.on('error', () => undefined)
    const begin = () => {
      begun = true
      silence.heard()
    }
    heartbeat?.on('data', begin)
    return { begin, close: () => silence.close() }
  }

  /** A start that takes longer than it may is ended. After each failure in a row the next one may take twice as long. */
  async #inTime(child: ChildProcess, ready: Promise<number>): Promise<number> {
    const limitMs = (this.#options.startLimitMs ?? startLimitMs) * 2 ** Math.min(this.#failures, 4)
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, limitMs)
    try {
      return await ready
    } catch (error) {
      if (!late) throw error
      throw new Error(`the engine did not answer within ${limitMs / 1000} seconds of its start`, {
        cause: error,
      })
    } finally {
      clearTimeout(timer)
    }
  }

  async #relaunch(why: object): Promise<void> {
    this.#child = undefined
    while (!this.#stopping) {
      const waitMs = backOffMs[Math.min(this.#failures, backOffMs.length - 1)] ?? 0
      this.#failures += 1
      this.#options.log.error({ ...why, waitMs }, 'engine ended; starting it again')
      await delay(waitMs)
      if (this.#stopping) return
      try {
        await this.#launch()
        this.#options.onRestart?.()
        return
      } catch (err) {
        this.#child = undefined
        this.#options.log.error({ err }, 'engine could not be started')
      }
    }
  }

  #startMessage(): StartMessage {
    const { folder, memoryBytes, queryTimeLimitSeconds, asFound } = this.#options
    return {
      type: 'start',
      folder,
      port: this.#port,
      parentPid: process.pid,
      users: this.users,
      memoryBytes:
        memoryBytes ?? Math.round(Math.min(totalmem(), process.constrainedMemory() || Infinity) / 2),
      queryTimeLimitSeconds: queryTimeLimitSeconds ?? 60,
      asFound: asFound ?? false,
    }
  }
}

/** Settled when a new child answers, or never will; mostly nobody waits for it. */
function nextAnswer() {
  const next = Promise.withResolvers<void>()
  next.promise.catch(() => undefined)
  return next
}
