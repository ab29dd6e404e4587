import { MutationObserver, onlineManager, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import { ApiError } from '../lib/api.ts'
import { queries } from './queries.ts'

afterEach(() => onlineManager.setOnline(true))

test('a change fails at once without a connection, and is not made when there is one again', async () => {
  onlineManager.setOnline(false)
  let calls = 0
  const change = new MutationObserver(queries, {
    mutationFn: (): Promise<void> => {
      calls += 1
      return Promise.reject(new ApiError('not_sent'))
    },
  })

  await expect(change.mutate()).rejects.toBeInstanceOf(ApiError)
  onlineManager.setOnline(true)
  await queries.resumePausedMutations()

  expect(calls).toBe(1)
})

test('a read without a connection says so, instead of waiting', async () => {
  onlineManager.setOnline(false)
  const read = new QueryObserver(queries, {
    queryKey: ['nothing'],
    queryFn: (): Promise<string> => Promise.reject(new ApiError('not_sent')),
    retry: false,
  })

  const { status, fetchStatus } = await read.refetch()

  expect([status, fetchStatus]).toEqual(['error', 'idle'])
})
