import { expect, test } from 'vitest'
import { RunningStatements } from './running-statements.ts'

test('a kill resolves only when the statement has ended', async () => {
  const running = new RunningStatements()
  const statement = running.begin('q1', 'writer')
  const order: string[] = []

  const killed = running.kill('q1').then(() => order.push('killed'))
  await Promise.resolve()
  order.push('ended')
  statement.end()
  await killed

  expect(statement.signal.aborted).toBe(true)
  expect(order).toEqual(['ended', 'killed'])
  expect(running.size).toBe(0)
})

test('an id runs once at a time', () => {
  const running = new RunningStatements()
  const first = running.begin('q1', 'reader')

  expect(() => running.begin('q1', 'reader')).toThrow(/already running/)
  first.end()
  expect(() => running.begin('q1', 'reader')).not.toThrow()
})

test('nothing is there to kill', async () => {
  expect(await new RunningStatements().kill('q1')).toBeUndefined()
})
