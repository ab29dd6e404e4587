const steps: (() => Promise<void> | void)[] = []

/** Does something when the test file ends; what came last goes first. */
export function atEnd(step: () => Promise<void> | void): void {
  steps.push(step)
}

/** For `at-end.setup.ts`: the file has ended. */
export async function end(): Promise<void> {
  for (const step of steps.splice(0).toReversed()) await step()
}
