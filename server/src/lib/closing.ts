/** What has been opened and is to be closed, the last first. */
export type Closing = {
  /** Says how to close what has just been opened. */
  readonly add: (close: () => unknown) => void
  /** Closes all of it, once. */
  readonly run: () => Promise<void>
}

export function openClosing(): Closing {
  const steps: (() => unknown)[] = []
  return {
    add: (close) => void steps.push(close),
    async run() {
      for (const close of steps.splice(0).toReversed()) await close()
    },
  }
}
