/** What the parent tells the child first, over the IPC channel: secrets are in no list of processes. */
export type StartMessage = {
  readonly type: 'start'
  readonly folder: string
  /** 0 asks for any free port. */
  readonly port: number
  readonly parentPid: number
  readonly users: {
    readonly reader: { readonly username: string; readonly password: string }
    readonly writer: { readonly username: string; readonly password: string }
  }
  readonly memoryBytes: number
  readonly queryTimeLimitSeconds: number
  /** Merges nothing and carries no change on: for looking only. */
  readonly asFound: boolean
}
export type ToChild = StartMessage | { readonly type: 'stop' }

export type FromChild =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'slow_planning'; readonly milliseconds: number }

/** What the child's main thread hands to its thread of life signs. */
export type LifeSigns = {
  readonly parentPid: number
  /** An Int32 that grows whenever the engine has answered a question of its own. */
  readonly pulse: SharedArrayBuffer
}

/** The file descriptor of the child on which it tells that it lives, one byte a second. */
export const heartbeatFd = 4

/** For so long the engine may answer nothing at all, whatever it computes, before it counts as hung. */
export const stillForMs = 60_000
