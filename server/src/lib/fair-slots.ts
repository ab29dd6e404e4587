import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from './errors.ts'

/** Runs `work` when it is the turn of its key; of one key first come, first served. */
export type FairSlots = {
  <Result>(key: string, work: () => Promise<Result>): Promise<Result>
  /** Takes a slot for something that is not one piece of work; what it gives, called once, gives the slot back. */
  readonly take: (key: string) => Promise<() => void>
}

export type Fairness = {
  /** How many pieces of work of one key may go on at the same time. */
  readonly atOnce: number
  /** The same for a key that takes more than its part while work is dense. */
  readonly besideOthers: number
  /** Work is dense when more pieces than this went on at the same time lately, those of all keys together. */
  readonly dense: number
  /** How many pieces of work of one key may wait. */
  readonly waitingAtMost: number
  /** Milliseconds of a clock that only goes on. */
  readonly now?: () => number
}

/**
 * What one key asks for never holds up another. While work is dense, a key that took more than an equal part of it in
 * the last seconds has fewer slots: the processor is left to those that ask for little.
 *
 * @throws AppError `too_many_requests` for a piece of work that would be one more to wait
 */
export function openFairSlots(fairness: Fairness): FairSlots {
  const { atOnce, besideOthers, waitingAtMost, now = () => performance.now() } = fairness
  const lines = new Map<string, Line>()

  function room(line: Line): number {
    const at = now()
    const all = [...lines.values()].map((one) => one.lately(at)).filter((lately) => lately > hardlyAny)
    const together = all.reduce((sum, lately) => sum + lately, 0)
    const takesMuch = together > fairness.dense && line.lately(at) > together / all.length
    return takesMuch ? besideOthers : atOnce
  }

  function begin(line: Line): () => void {
    line.change(1, now())
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      line.change(-1, now())
      while (line.waiting.length > 0 && line.running < room(line)) line.waiting.shift()?.(begin(line))
      forget()
    }
  }

  /** Lines that say nothing any more. */
  function forget(): void {
    const at = now()
    for (const [key, line] of lines) {
      if (line.running === 0 && line.waiting.length === 0 && line.lately(at) < hardlyAny) lines.delete(key)
    }
  }

  async function take(key: string): Promise<() => void> {
    const line = lines.get(key) ?? new Line(now())
    lines.set(key, line)
    if (line.waiting.length === 0 && line.running < room(line)) return begin(line)
    if (line.waiting.length >= waitingAtMost) throw tooMany()
    return await new Promise((resolve) => line.waiting.push(resolve))
  }

  async function run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const giveBack = await take(key)
    try {
      return await work()
    } finally {
      giveBack()
    }
  }

  return Object.assign(run, { take })
}

/** Of what went on longer ago than this little counts any more. */
const latelyMs = 2000
/** A key with less than this lately is no rival of others. */
const hardlyAny = 0.02

/** The work of one key. */
class Line {
  readonly waiting: ((giveBack: () => void) => void)[] = []
  running = 0
  #lately = 0
  #at: number

  constructor(at: number) {
    this.#at = at
  }

  /** How many pieces went on at the same time lately: a mean in which the past fades. */
  lately(at: number): number {
    const faded = Math.exp((this.#at - at) / latelyMs)
    return this.#lately * faded + this.running * (1 - faded)
  }

  change(by: 1 | -1, at: number): void {
    this.#lately = this.lately(at)
    this.#at = at
    this.running += by
  }
}

function tooMany(): AppError {
  return new AppError('too_many_requests', because('too_many_questions'), { retryAfterSeconds: 2 })
}
