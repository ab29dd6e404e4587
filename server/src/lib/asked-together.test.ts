import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { askedTogether } from './asked-together.ts'

describe('questions asked together', () => {
  test('share one look when they are equal and of one turn', async () => {
    const looks: string[] = []
    const ask = askedTogether((key: string) => Promise.resolve(looks.push(key)))

    const answers = await Promise.all([ask('a'), ask('a'), ask('b'), ask('a')])

    expect(answers).toEqual([1, 1, 2, 1])
    expect(looks).toEqual(['a', 'b'])
  })

  test('are never answered by a look that began before them', async () => {
    let stored = 'before'
    const looking = Promise.withResolvers<void>()
    const ask = askedTogether(async (_key: string) => {
      const seen = stored
      looking.resolve()
      await nextTurn()
      return seen
    })

    const early = ask('a')
    await looking.promise
    stored = 'after'
    const late = ask('a')

    expect(await early).toBe('before')
    expect(await late).toBe('after')
  })

  test('fail together, and the next one is asked anew', async () => {
    let isBroken = true
    const ask = askedTogether((_key: string) =>
      isBroken ? Promise.reject(new Error('no answer')) : Promise.resolve('well'),
    )

    const failed = await Promise.allSettled([ask('a'), ask('a')])
    isBroken = false

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await ask('a')).toBe('well')
  })
})
