import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'
import { reportStream } from './report-stream.ts'

async function all(lines: AsyncIterable<string>): Promise<readonly unknown[]> {
  const read: unknown[] = []
  for await (const line of lines) {
    expect(line.endsWith('\n')).toBe(true)
    read.push(JSON.parse(line))
  }
  return read
}

test('progress comes while the work goes on, the result last', async () => {
  const lines = reportStream<number, { done: true }>(async ({ onProgress }) => {
    for (const step of [1, 2, 3]) {
      onProgress(step)
      await pause(5)
    }
    return { done: true }
  })

  expect(await all(lines)).toEqual([
    { progress: 1 },
    { progress: 2 },
    { progress: 3 },
    { result: { done: true } },
  ])
})

test('a slow reader gets the latest progress only', async () => {
  const lines = reportStream<number, string>(async ({ onProgress }) => {
    for (let step = 1; step <= 1000; step += 1) onProgress(step)
    return await Promise.resolve('done')
  })

  expect(await all(lines)).toEqual([{ progress: 1000 }, { result: 'done' }])
})

test('a failure is told as a problem', async () => {
  const failing = reportStream(() =>
    Promise.reject(
      new AppError('invalid', 'The file is no CSV.', { because: because('file_unreadable'), field: 'path' }),
    ),
  )

  expect(await all(failing)).toEqual([
    {
      problem: {
        code: 'invalid',
        detail: 'The file is no CSV.',
        field: 'path',
        errors: [
          { pointer: '/path', ...because('file_unreadable'), detail: expect.stringContaining('read') },
        ],
      },
    },
  ])
})

test('breaking off stops the work', async () => {
  const stopped = Promise.withResolvers<unknown>()
  const lines = reportStream<number, void>(async ({ onProgress, signal }) => {
    onProgress(1)
    signal.addEventListener('abort', () => stopped.resolve(signal.reason))
    await stopped.promise
  })

  for await (const line of lines) {
    expect(JSON.parse(line)).toEqual({ progress: 1 })
    break
  }

  expect(await stopped.promise).toMatchObject({ code: 'conflict' })
})
