import { expect, test } from 'vitest'
import { ended, stepsOf } from './steps.ts'

const sum = stepsOf<{ readonly most: number }, readonly number[], string>()
  .step('add', (numbers) => numbers.reduce((all, one) => all + one, 0))
  .step('limit', (total, { most }) => (total > most ? ended('too much') : total))
  .step('write', async (total) => `${total} in all`)

function timer() {
  const timed: [string, number][] = []
  return { timed, onStep: (name: string, seconds: number) => void timed.push([name, seconds]) }
}

test('each step takes what the one before gives, and its time is told', async () => {
  const { timed, onStep } = timer()

  expect(await sum.run([1, 2], { most: 5 }, onStep)).toBe('3 in all')

  expect(sum.names).toEqual(['add', 'limit', 'write'])
  expect(timed.map(([name]) => name)).toEqual(['add', 'limit', 'write'])
  for (const [, seconds] of timed) expect(seconds).toBeGreaterThanOrEqual(0)
})

test('where a step ends it, the rest is left out', async () => {
  const { timed, onStep } = timer()

  expect(await sum.run([4, 2], { most: 5 }, onStep)).toBe('too much')

  expect(timed.map(([name]) => name)).toEqual(['add', 'limit'])
})

test('a step that waits is timed until it is done', async () => {
  const { timed, onStep } = timer()
  const slow = stepsOf<null, number>().step('wait', async (ms) => {
    await new Promise((resolve) => setTimeout(resolve, ms))
  })

  await slow.run(30, null, onStep)

  expect(timed[0]?.[1]).toBeGreaterThan(0.025)
  expect(timed[0]?.[1]).toBeLessThan(10)
})

test('a step that fails ends it with its fault, and was timed', async () => {
  const { timed, onStep } = timer()
  const failing = stepsOf<null, number>()
    .step('fail', (): number => {
      throw new Error('no')
    })
    .step('never', (value) => value)

  await expect(failing.run(1, null, onStep)).rejects.toThrow('no')

  expect(timed.map(([name]) => name)).toEqual(['fail'])
})
