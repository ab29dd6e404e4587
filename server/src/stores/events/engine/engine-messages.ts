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
}
export type ToChild = StartMessage | { readonly type: 'stop' }

export type FromChild =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'slow_planning'; readonly milliseconds: number }
