import { rmSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { memoryFolder } from './memory-folder.ts'

test('a folder in memory can be passed through by the user of PostgreSQL, and read by nobody else', () => {
  const folder = memoryFolder({ bytesAtLeast: 1 }) ?? ''
  try {
    expect(folder).toMatch(/^\/dev\/shm\/catalytics-tests-\w+$/)
    expect(statSync(folder).mode & 0o777).toBe(0o711)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
