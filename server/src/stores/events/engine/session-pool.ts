import { setTimeout as delay } from 'node:timers/promises'
import { EngineError } from './engine-error.ts'
import { forgetEmptyDefault, replaceDefault } from './home-database.ts'
import { lanes, sessionsOf, type Lane } from './lanes.ts'
import { EngineSession, type SessionOptions } from './session.ts'
import type { Settings } from './settings.ts'
import { stringLiteral } from './sql-lexer.ts'
import { removeTornMutations } from './torn-mutations.ts'

const longestQueue = 64

export type PoolOptions = {
  readonly folder: string
  readonly serverArguments: readonly string[]
  readonly settingsOf: (lane: Lane | 'control') => Settings
  /** Merges nothing and carries no change on. */
  readonly asFound: boolean
  /** Told when the disk has refused something that the engine takes for written; what awaits it is never answered. */
  readonly onLostWrite: () => void
}

/** The open sessions of a folder, handed out to one statement at a time. */
export class SessionPool {
  readonly #options: PoolOptions
  readonly #control: EngineSession
  readonly #free: Record<Lane, EngineSession[]> = { read: [], insert: [], change: [] }
  readonly #waiting: Record<Lane, ((session: EngineSession) => void)[]> = { read: [], insert: [], change: [] }
  #opened = 0
  #lostAtStart = 0

  private constructor(options: PoolOptions, control: EngineSession) {
    this.#options = options
    this.#control = control
  }

  static async open(options: PoolOptions): Promise<SessionPool> {
    forgetEmptyDefault(options.folder)
    removeTornMutations(options.folder)
    const control = await EngineSession.open(sessionOptions(options, 'control', 'control'))
    if (options.asFound) await control.run('SYSTEM STOP MERGES')
    await replaceDefault(control)
    const pool = new SessionPool(options, control)
    for (const lane of lanes) {
      for (let count = 0; count < sessionsOf[lane]; count += 1)
        pool.#free[lane].push(await pool.#openSession(lane))
    }
    // On a disk that was full before, reads shall go on.
    pool.#lostAtStart = await lostWrites(control)
    return pool
  }

  /**
   * Gives a session of the lane to `work`, at once or when one is free. When `signal` is aborted, a waiting
   * statement is dropped and a running one is killed inside the engine, so that `work` fails.
   * @throws EngineError TOO_MANY_SIMULTANEOUS_QUERIES
   */
  async use<Result>(
    lane: Lane,
    signal: AbortSignal,
    work: (session: EngineSession) => Promise<Result>,
  ): Promise<Result> {
    signal.throwIfAborted()
    const session = this.#free[lane].pop() ?? (await this.#wait(lane, signal))
    // An insert cannot be interrupted half-way, only waited for: whoever kills it learns whether the rows are in.
    const killing = lane === 'insert' ? undefined : this.#killWhenAborted(session, signal)
    let failed = true
    try {
      signal.throwIfAborted()
      const result = await work(session)
      if (lane !== 'read') await this.#relyOnWrites(session)
      failed = false
      return result
    } finally {
      await killing?.stop()
      if (failed) await session.clearFailed().catch(() => undefined)
      this.#giveBack(lane, session.broken ? await this.#replacement(lane, session) : session)
    }
  }

  /** Runs a short statement beside everything else. */
  async aside(sql: string, format: string): Promise<Uint8Array> {
    return (await this.#control.run(sql, format)).bytes()
  }

  /** Looks whether everything was written so far, background merges included. */
  async checkWrites(): Promise<void> {
    await this.#relyOnWrites(this.#control)
  }

  close(): void {
    for (const session of [...Object.values(this.#free).flat(), this.#control]) session.close()
  }

  /** Resolves when the engine may be believed; never, when it may not. */
  async #relyOnWrites(session: EngineSession): Promise<void> {
    for (;;) {
      // A look that failed says nothing; what waits for it waits for the next.
      const lost = await lostWrites(session).catch(() => undefined)
      if (lost === this.#lostAtStart) return
      if (lost !== undefined) break
      await delay(lookAgainAfterMs)
    }
    this.#options.onLostWrite()
    await new Promise(() => undefined)
  }

  async #wait(lane: Lane, signal: AbortSignal): Promise<EngineSession> {
    const queue = this.#waiting[lane]
    if (queue.length >= longestQueue) {
      throw new EngineError(
        'TOO_MANY_SIMULTANEOUS_QUERIES',
        `Too many simultaneous queries. ${longestQueue} wait already`,
      )
    }
    const { promise, resolve, reject } = Promise.withResolvers<EngineSession>()
    queue.push(resolve)
    const leave = () => {
      const at = queue.indexOf(resolve)
      if (at === -1) return
      queue.splice(at, 1)
      reject(EngineError.from(signal.reason))
    }
    signal.addEventListener('abort', leave, { once: true })
    return await promise.finally(() => signal.removeEventListener('abort', leave))
  }

  #giveBack(lane: Lane, session: EngineSession): void {
    const next = this.#waiting[lane].shift()
    if (next === undefined) this.#free[lane].push(session)
    else next(session)
  }

  async #replacement(lane: Lane, session: EngineSession): Promise<EngineSession> {
    try {
      const fresh = await this.#openSession(lane)
      session.close()
      return fresh
    } catch {
      // It stays broken, so the next statement that it fails tries again; a lane never loses its place.
      return session
    }
  }

  async #openSession(lane: Lane): Promise<EngineSession> {
    this.#opened += 1
    return await EngineSession.open(sessionOptions(this.#options, lane, `${lane}-${this.#opened}`))
  }

  /**
   * chDB gives queries ids of its own, so the session's marker finds what runs. The kill is repeated because it may
   * come just before the statement has begun; and the session is not free before the last kill is over, because it
   * could hit the next statement.
   */
  #killWhenAborted(session: EngineSession, signal: AbortSignal): { stop(): Promise<void> } {
    const stopped = { yet: false }
    let killing: Promise<void> | undefined
    const kill = () => {
      killing = this.#killUntil(session.marker, stopped)
    }
    if (signal.aborted) kill()
    else signal.addEventListener('abort', kill, { once: true })
    return {
      async stop() {
        signal.removeEventListener('abort', kill)
        stopped.yet = true
        await killing
      },
    }
  }

  async #killUntil(marker: string, stopped: { readonly yet: boolean }): Promise<void> {
    while (!stopped.yet) {
      await this.#control.run(`KILL QUERY WHERE Settings['log_comment'] = ${stringLiteral(marker)} ASYNC`)
      await delay(killAgainAfterMs)
    }
  }
}

const killAgainAfterMs = 20
const lookAgainAfterMs = 50

/**
 * How many calls of write(2) have failed since the engine's start. chDB counts them and goes on as if nothing had been
 * (its WriteBufferFromFileDescriptor has the exception taken out), so an insert or a merge on a full or broken disk
 * ends well and leaves files that are too short.
 */
async function lostWrites(session: EngineSession): Promise<number> {
  const answer = await session.run(
    "SELECT sum(value) FROM system.events WHERE event = 'WriteBufferFromFileDescriptorWriteFailed'",
  )
  return Number(answer.text())
}

function sessionOptions(
  { folder, serverArguments, settingsOf }: PoolOptions,
  lane: Lane | 'control',
  marker: string,
) {
  const options = { folder, serverArguments, settings: settingsOf(lane), marker, readonly: lane === 'read' }
  return options satisfies SessionOptions
}
