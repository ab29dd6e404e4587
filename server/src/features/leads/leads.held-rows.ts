import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../../lib/errors.ts'

/** How much pages and the feed may hold in the memory of a process, in rows. */
export type HeldRowsLimits = {
  /** Two of the largest pages of an account, four of a contract. */
  readonly account: number
  readonly contract: number
  /** Calls of an account that may wait for room, and for how long. */
  readonly waiting: number
  readonly patienceMs: number
}

const usual: HeldRowsLimits = { account: 20_000, contract: 40_000, waiting: 50, patienceMs: 30_000 }
/** What the smallest call counts for. */
const fewest = 100

/**
 * The rows that answers hold in memory: from before they are read until their last byte has left the process. Who asks
 * for more than fits waits behind themselves: those of an account in the order in which they came, and no other contract
 * at all.
 */
export type HeldRows = {
  /**
   * Resolves when there is room for so many rows. They are held until what is returned is called: a caller who leaves ends
   * neither the reading nor the memory it takes. Who leaves (`gone`) while they wait gives their place in the line up.
   *
   * @throws AppError `too_many_requests` when too many wait already, or there was no room for too long
   */
  readonly take: (
    contract: ContractNumber,
    account: string,
    rows: number,
    gone: AbortSignal,
  ) => Promise<() => void>
}

type Asked = { readonly account: string; readonly rows: number; readonly begin: () => void }
type Line = { readonly held: Set<Asked>; readonly waiting: Set<Asked> }

export function openHeldRows(limits: HeldRowsLimits = usual): HeldRows {
  const lines = new Map<ContractNumber, Line>()

  /** Lets in whoever waited longest and fits; whose account is full lets others pass, whose contract is full does not. */
  function admit(line: Line): void {
    const full = new Set<string>()
    for (const asked of line.waiting) {
      if (full.has(asked.account)) continue
      const own = rowsOf(line.held, asked.account)
      if (own + asked.rows > limits.account) full.add(asked.account)
      else if (rowsOf(line.held) + asked.rows > limits.contract) return
      else {
        line.waiting.delete(asked)
        line.held.add(asked)
        asked.begin()
      }
    }
  }

  return {
    async take(contract, account, rows, gone) {
      const line = lines.get(contract) ?? { held: new Set(), waiting: new Set() }
      lines.set(contract, line)
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const asked: Asked = { account, rows: Math.max(rows, fewest), begin: resolve }
      const giveBack = () => {
        gone.removeEventListener('abort', leave)
        line.held.delete(asked)
        line.waiting.delete(asked)
        admit(line)
        if (lines.get(contract) === line && line.held.size === 0 && line.waiting.size === 0)
          lines.delete(contract)
      }
      function leave(): void {
        giveBack()
        reject(new AppError('invalid', because('caller_gone')))
      }
      line.waiting.add(asked)
      admit(line)
      if (gone.aborted) leave()
      else gone.addEventListener('abort', leave)
      const waiting = [...line.waiting].filter((other) => other.account === account).length
      if (line.waiting.has(asked)) {
        const refuse = () => {
          giveBack()
          reject(tooMany())
        }
        if (waiting > limits.waiting) refuse()
        else {
          const timer = setTimeout(refuse, limits.patienceMs)
          promise.finally(() => clearTimeout(timer)).catch(() => undefined)
        }
      }
      await promise
      gone.removeEventListener('abort', leave)
      return giveBack
    },
  }
}

function rowsOf(asked: ReadonlySet<Asked>, account?: string): number {
  let rows = 0
  for (const one of asked) if (account === undefined || one.account === account) rows += one.rows
  return rows
}

function tooMany(): AppError {
  const message =
    'As many rows as this account or its contract may have on their way at once are waiting to be read. Read each answer before you ask for the next.'
  return new AppError('too_many_requests', message, {
    because: because('too_many_rows_waiting'),
    retryAfterSeconds: 5,
  })
}
