import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openLoopTurns } from './loop-turns.ts'

test('a turn of the loop has one piece of work, and keys take turns', async () => {
  const turn = openLoopTurns()
  const done: string[] = []
  const work = async (key: string, pieces: number) => {
    for (let piece = 1; piece <= pieces; piece += 1) {
      await turn(key)
      done.push(`${key}${piece}`)
    }
  }

  const all = Promise.all([work('a', 2), work('a', 2), work('b', 1)])
  const perTurn: number[] = []
  while (done.length < 5) {
    const before = done.length
    await nextTurn()
    perTurn.push(done.length - before)
  }
  await all

  expect(Math.max(...perTurn)).toBe(1)
  expect(done.indexOf('b1')).toBe(1)
})

test('begins again after nobody waited', async () => {
  const turn = openLoopTurns()

  await turn('a')
  await nextTurn()
  await turn('a')

  await expect(turn('b')).resolves.toBeUndefined()
})
