import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** From 0 (guessed at once) to 4 (nobody guesses it, not even offline). */
export type Strength = 0 | 1 | 2 | 3 | 4

/**
 * How many guesses a password stands, as zxcvbn estimates it from leaked passwords, words and patterns.
 *
 * @param words what a guesser knows of whom it is for
 */
export async function strengthOf(password: string, words: readonly string[]): Promise<Strength> {
  loading ??= load()
  const zxcvbn = await loading
  return zxcvbn.check(Array.from(password).slice(0, examined).join(''), [...words]).score
}

/*
 * Tried: its time grows with the square of the length and with each dictionary (200 characters against the English,
 * French and German ones: 16 s). The beginning of a password against the common ones takes 60 ms at worst.
 */
const examined = 32

let loading: Promise<ZxcvbnFactory> | undefined

/** Loaded when it is needed first: it takes 30 MB. */
async function load(): Promise<ZxcvbnFactory> {
  const [core, common] = await Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')])
  return new core.ZxcvbnFactory({
    dictionary: common.dictionary,
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: 10,
  })
}
