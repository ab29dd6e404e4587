import type { Clock } from '../../lib/clock.ts'
import type { RequestOrigin } from '../../lib/principal.ts'
import type { Directory } from '../../stores/directory/directory.ts'
import type { Post } from '../../stores/mail/post.ts'

/** What the functions of this room work with. */
export type Users = {
  readonly db: Directory['db']
  readonly clock: Clock
  /** Undefined where no mail server is set. */
  readonly post: Post | undefined
}

/** Where somebody signs in from. */
export type Origin = RequestOrigin & {
  /** The secret by which a browser is known again, whoever signs in with it. */
  readonly device?: string
}
