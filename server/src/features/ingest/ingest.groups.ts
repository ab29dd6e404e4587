import type { RejectReason } from '@catalytics/contract/events.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../../lib/errors.ts'
import type { CheckedEvent } from './ingest.check.ts'

/** What became of each event of a submission, in its order: stored, a repetition, or refused after all. */
export type Outcome = 'accepted' | 'duplicate' | { readonly reason: RejectReason; readonly detail: string }
export type Stored = { readonly outcomes: readonly Outcome[]; readonly lastSeq: number }

export type Submission = { readonly events: readonly CheckedEvent[]; readonly importId: string }

type Waiting = Submission & {
  readonly resolve: (stored: Stored) => void
  readonly reject: (reason: unknown) => void
}

const groupEvents = 20_000
/** Events that may wait for their group, over all contracts: what memory allows, and what is stored in seconds. */
const waitingEvents = 200_000

export type Groups = {
  submit(contract: ContractNumber, submission: Submission): Promise<Stored>
  waiting(): number
}

/**
 * Joins concurrent submissions of a contract into groups, each stored with one commit: many small requests cost the
 * disk no more than one large one. A submission's promise settles when its group is durable or has failed.
 */
export function openGroups(
  store: (contract: ContractNumber, group: readonly Submission[]) => Promise<readonly Stored[]>,
): Groups {
  const queues = new Map<ContractNumber, Waiting[]>()
  let waiting = 0

  async function drain(contract: ContractNumber, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const group = nextGroup(queue)
      try {
        const stored = await store(contract, group)
        for (const [index, submission] of group.entries()) {
          const own = stored[index]
          if (own === undefined) submission.reject(new TypeError('a submission got no answer'))
          else submission.resolve(own)
        }
      } catch (error) {
        for (const submission of group) submission.reject(error)
      }
      for (const submission of group) waiting -= submission.events.length
    }
    queues.delete(contract)
  }

  return {
    waiting: () => waiting,
    submit(contract, submission) {
      if (waiting + submission.events.length > waitingEvents) {
        throw new AppError('unavailable', because('too_many_events_arrive'), { retryAfterSeconds: 2 })
      }
      waiting += submission.events.length
      const { promise, resolve, reject } = Promise.withResolvers<Stored>()
      const queue = queues.get(contract)
      if (queue === undefined) {
        const fresh = [{ ...submission, resolve, reject }]
        queues.set(contract, fresh)
        // The group leaves in the next turn of the loop, with everything that arrived in this one.
        setImmediate(() => void drain(contract, fresh))
      } else {
        queue.push({ ...submission, resolve, reject })
      }
      return promise
    },
  }
}

function nextGroup(queue: Waiting[]): readonly Waiting[] {
  let events = 0
  let count = 0
  for (const submission of queue) {
    if (count > 0 && events + submission.events.length > groupEvents) break
    events += submission.events.length
    count += 1
  }
  return queue.splice(0, count)
}
