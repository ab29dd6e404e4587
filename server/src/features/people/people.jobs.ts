import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { defineJob, type Job } from '../../jobs/jobs.ts'
import * as people from './people.finish.ts'

const input = z.object({ contract: contractNumber, person: z.number() })

const lookAgainMs = 500

/** The slow part of an erasure: the ledger, files made earlier, and old copies on the disk. */
export function finishErasure(deps: people.FinishDeps): Job<z.infer<typeof input>> {
  return defineJob({
    kind: 'people.finish-erasure',
    input,
    key: ({ contract, person }) => `${contract}:${person}`,
    turnOf: ({ contract }) => String(contract),
    ownWorkers: true,
    async run({ contract, person }, signal) {
      const wait = () => pause(lookAgainMs, undefined, { signal })
      await people.eventsAreBlank(deps, contract)
      while (!(await people.removeFilesHolding(deps, contract, person))) await wait()
      while (!(await people.diskIsClean(deps))) await wait()
      await people.closeErasure(deps, contract, person)
    },
  })
}
