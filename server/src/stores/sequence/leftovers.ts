import type { ContractNumber } from '@catalytics/contract/ids.ts'

/** Contracts whose last group ended openly: the directory store has it, and nobody may ever come back to ask. */
export type Leftovers = {
  /** Settles the contract in a moment, and again until it has succeeded. */
  settleSoon(contract: ContractNumber): void
  close(): void
}

const settleAfterMs = 1000
const settleAgainAfterMs = 5000

export function openLeftovers(settle: (contract: ContractNumber) => Promise<void>): Leftovers {
  const due = new Map<ContractNumber, NodeJS.Timeout>()
  let closed = false

  function plan(contract: ContractNumber, afterMs: number): void {
    if (closed || due.has(contract)) return
    const timer = setTimeout(() => {
      due.delete(contract)
      void settle(contract).catch(() => plan(contract, settleAgainAfterMs))
    }, afterMs)
    due.set(contract, timer)
  }

  return {
    settleSoon: (contract) => plan(contract, settleAfterMs),
    close() {
      closed = true
      for (const timer of due.values()) clearTimeout(timer)
    },
  }
}
