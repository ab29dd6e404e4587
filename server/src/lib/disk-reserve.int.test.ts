import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDiskReserve, type DiskReserve } from './disk-reserve.ts'

const mebibyte = 1024 * 1024
let folder: string
let reserve: DiskReserve | undefined
let freeBytes: number
let allBytes: number
const changes: boolean[] = []

beforeEach(() => {
  vi.useFakeTimers()
  folder = mkdtempSync(join(tmpdir(), 'reserve-'))
  freeBytes = 500 * mebibyte
  allBytes = 1000 * mebibyte
})

afterEach(() => {
  reserve?.close()
  vi.useRealTimers()
  changes.length = 0
  rmSync(folder, { recursive: true, force: true })
})

function open(): DiskReserve {
  reserve = openDiskReserve({
    folder,
    onChange: (hasRoom) => changes.push(hasRoom),
    space: () => ({ freeBytes, allBytes }),
  })
  return reserve
}

test('a hundredth of the disk is kept, at least 1 and at most 16 MiB', () => {
  for (const [all, kept] of [
    [1000, 10],
    [20, 1],
    [1_000_000, 16],
  ] as const) {
    allBytes = all * mebibyte
    open().close()
    expect(statSync(join(folder, 'reserve')).size).toBe(kept * mebibyte)
    rmSync(join(folder, 'reserve'))
  }
})

test('it is given up when less than its size is left, and comes back with three times as much', () => {
  const own = open()
  expect(own.hasRoom()).toBe(true)

  freeBytes = 10 * mebibyte - 1
  vi.advanceTimersByTime(500)
  expect(own.hasRoom()).toBe(false)
  expect(readdirSync(folder)).toEqual([])

  freeBytes = 30 * mebibyte - 1
  vi.advanceTimersByTime(5000)
  expect(own.hasRoom()).toBe(false)

  freeBytes = 30 * mebibyte
  vi.advanceTimersByTime(500)
  expect(own.hasRoom()).toBe(true)
  expect(readdirSync(folder)).toEqual(['reserve'])
  expect(changes).toEqual([true, false, true])
})

test('the one that was there at the last stop serves on', () => {
  open().close()
  changes.length = 0
  freeBytes = 12 * mebibyte

  expect(open().hasRoom()).toBe(true)
  expect(changes).toEqual([])
})

test('on a disk that is full from the start there is no room', () => {
  freeBytes = 0
  expect(open().hasRoom()).toBe(false)
})
