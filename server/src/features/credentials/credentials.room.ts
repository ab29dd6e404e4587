import type { SignInFailure } from '@catalytics/contract/activity-details.ts'
import type { UserId } from '@catalytics/contract/ids.ts'
import type { Clock } from '../../lib/clock.ts'
import { openLateNotes, type LateNotes } from '../../lib/late-notes.ts'
import type { Log } from '../../lib/log.ts'
import type { Hashing } from '../../lib/password-hashing.ts'
import type { Sealing } from '../../lib/sealing.ts'
import { openBuckets, type Buckets } from '../../lib/token-buckets.ts'
import type { Db, Directory } from '../../stores/directory/directory.ts'
import type { Post } from '../../stores/mail/post.ts'
import * as activity from '../activity/activity.ts'
import * as members from '../members/members.ts'
import { openAttempts, type Attempts } from './credentials.attempts.ts'

type Deps = {
  readonly db: Directory['db']
  readonly clock: Clock
  readonly log: Log
  /** How people reach this installation; no slash at the end. */
  readonly publicUrl: string
  /** The process's one, so that all rooms together hash no more at a time than it allows. */
  readonly hashing: Hashing
  /** For the secrets of authenticators. */
  readonly sealing: Sealing
  /** Undefined where no mail server is set. */
  readonly post: Post | undefined
  /** Has somebody mailed a link to a new password, if there is somebody with this address. */
  readonly queueReset: (db: Db, email: string) => Promise<void>
}

/** Somebody known could not prove who they are: at the door, or, signed in, when asked for the password again. */
export type Failure = {
  readonly id: UserId
  readonly email: string
  readonly reason: SignInFailure | 'wrong_current_password'
  readonly address: string
}

/** What the functions of this room work with: the application's parts, and what one process keeps in memory. */
export type Credentials = Deps & {
  readonly attempts: Attempts
  /** Of codes, which come after the password. */
  readonly codeAttempts: Attempts
  /** Of asking what a password is worth, by address. */
  readonly passwordChecks: Buckets
  /** Of asking for a new password, by address of the network and by address of the user. */
  readonly resetRequests: { readonly addresses: Buckets; readonly users: Buckets }
  readonly failures: LateNotes<Failure>
  /** Stops, when the failures recorded so far are written. */
  readonly close: () => Promise<void>
}

const flushEveryMs = 1000

/** For one process; close it before the directory store. */
export function credentialsWith(deps: Deps): Credentials {
  const failures = openFailures(deps)
  const timer = setInterval(() => void failures.flush(), flushEveryMs).unref()
  return {
    ...deps,
    attempts: openAttempts(deps.clock),
    codeAttempts: openAttempts(deps.clock),
    passwordChecks: openBuckets(deps.clock, { attempts: 60, seconds: 60 }),
    resetRequests: {
      addresses: openBuckets(deps.clock, { attempts: 10, seconds: 600 }),
      users: openBuckets(deps.clock, { attempts: 3, seconds: 3600 }),
    },
    failures,
    async close() {
      clearInterval(timer)
      await failures.flush()
    },
  }
}

/** Failed sign-ins on their way into the activity log of each contract of the user. */
function openFailures({ db, clock, log }: Deps): LateNotes<Failure> {
  return openLateNotes({
    clock,
    log,
    failure: 'failed sign-ins not written to the activity log',
    // A guess at the door must not hide one by somebody who is inside.
    keyOf: ({ id, reason }) => `${id} ${reason === 'wrong_current_password'}`,
    async write({ id, email, reason, address }, at) {
      const own = { id, address, name: email }
      for (const { number, role } of await members.membershipsOf({ db }, id)) {
        const room = { db, clock: () => at }
        if (reason === 'wrong_current_password') {
          const actor = { kind: 'user', ...own, role } as const
          await activity.record(room, number, actor, 'current_password_wrong', {})
        } else {
          // Who it was is not proved; the account they tried is what an administrator has to look at.
          const actor = { kind: 'unknown', ...own } as const
          await activity.record(room, number, actor, 'sign_in_failed', { reason })
        }
      }
    },
  })
}
