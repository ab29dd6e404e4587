import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { defineJob, type Job } from '../../jobs/jobs.ts'
import * as people from './people.finish.ts'

const input = z.object({ contract: contractNumber, person: z.number() })

const oldCopiesPauseMs = 500

/** The slow part of an erasure: the ledger, files made earlier, and old copies on the disk. */
export function finishErasure(deps: people.FinishDeps): Job<z.infer<typeof input>> {
  return defineJob({
    kind: 'people.finish-erasure',
    input,
    key: ({ contract, person }) => `${contract}:${person}`,
    async run({ contract, person }, signal) {
      await people.removeFiles(deps, contract, person)
      while (!(await people.diskIsClean(deps))) await pause(oldCopiesPauseMs, undefined, { signal })
      await people.closeErasure(deps, contract, person)
    },
  })
}
