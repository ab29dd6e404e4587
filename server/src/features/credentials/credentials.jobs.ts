import { z } from 'zod'
import { defineJob, type Job } from '../../jobs/jobs.ts'
import { sendReset } from './credentials.resets.ts'

const input = z.object({ id: z.uuid(), email: z.string() })

/** Finds out who has an address, and mails them the link to a new password: after whoever asked has been answered. */
export function resetJob(room: Parameters<typeof sendReset>[0]): Job<z.infer<typeof input>> {
  return defineJob({
    // Work that an earlier version has queued names it so.
    kind: 'accounts.reset',
    input,
    key: ({ id }) => id,
    ownWorkers: true,
    run: ({ email }) => sendReset(room, email),
  })
}
