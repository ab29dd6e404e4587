import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openZip } from './zip-archive.ts'

const made = new Date('2026-11-22T09:00:00Z')
const chunk = randomBytes(256 * 1024)

test('a slow reader holds the writer back', async () => {
  // Given a file that takes nothing for now
  const gate = Promise.withResolvers<void>()
  let taken = 0
  const zip = openZip(async (bytes) => {
    await gate.promise
    taken += bytes.length
  }, made)
  const entry = zip.begin('data', 1)

  // When more is written than fits between the two
  let accepted = 0
  const writing = (async () => {
    for (; accepted < 100; accepted += 1) await entry.put(chunk)
  })()
  await delay(200)

  // Then the writer waits, and goes on once the file takes bytes again
  expect(accepted).toBeLessThan(10)
  gate.resolve()
  await writing
  entry.end()
  await zip.end()
  expect(taken).toBeGreaterThan(100 * chunk.length)
})

test('a failing file fails the writer with its own error, and abort still settles', async () => {
  const full = new Error('ENOSPC: no space left on device')
  const zip = openZip(() => Promise.reject(full), made)
  const entry = zip.begin('data', 1)

  async function writeOn(): Promise<void> {
    for (let count = 0; count < 100; count += 1) await entry.put(chunk)
  }
  await expect(writeOn()).rejects.toBe(full)
  await expect(zip.end()).rejects.toBe(full)
  await zip.abort()
})

test('nothing reaches the file after abort', async () => {
  let taken = 0
  const zip = openZip(async (bytes) => {
    taken += bytes.length
  }, made)
  const entry = zip.begin('data', 0)
  await entry.put(chunk)
  await zip.abort()
  const atAbort = taken
  await expect(entry.put(chunk)).rejects.toThrow('given up')
  await delay(20)
  expect(taken).toBe(atAbort)
})
