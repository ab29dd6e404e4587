/** A way out before the last step. */
class Ended<Result> {
  readonly result: Result
  constructor(result: Result) {
    this.result = result
  }
}
export type { Ended }

/** What a step gives when nothing is left to do: the steps behind it are left out. */
export function ended<Result>(result: Result): Ended<Result> {
  return new Ended(result)
}

/** Told of each step that was gone through, how long it took. */
export type StepTimer = (name: string, seconds: number) => void

type Step<Env, From, To> = (value: From, env: Env) => To | Promise<To>

/** A long process as a list of named steps: each takes what the one before gives. */
export type Steps<Env, From, To, Result> = {
  readonly names: readonly string[]
  readonly step: <Next>(
    name: string,
    step: Step<Env, To, Next | Ended<Result>>,
  ) => Steps<Env, From, Next, Result>
  /** Goes through the steps; what a step throws ends it, and the time of that step is told all the same. */
  readonly run: (value: From, env: Env, onStep: StepTimer) => Promise<To | Result>
}

/** The list without a step. `Result` is what a step may end with. */
export function stepsOf<Env, From, Result = never>(): Steps<Env, From, From, Result> {
  return listOf<Env, From, From, Result>([], async (value) => value)
}

type Way<Env, From, To, Result> = (value: From, env: Env, onStep: StepTimer) => Promise<To | Ended<Result>>

function listOf<Env, From, To, Result>(
  names: readonly string[],
  way: Way<Env, From, To, Result>,
): Steps<Env, From, To, Result> {
  return {
    names,
    step: (name, step) =>
      listOf([...names, name], async (value, env, onStep) => {
        const before = await way(value, env, onStep)
        if (before instanceof Ended) return before
        const from = performance.now()
        try {
          return await step(before, env)
        } finally {
          onStep(name, (performance.now() - from) / 1000)
        }
      }),
    async run(value, env, onStep) {
      const last = await way(value, env, onStep)
      return last instanceof Ended ? last.result : last
    },
  }
}
