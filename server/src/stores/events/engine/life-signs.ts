import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { z } from 'zod'
import { heartbeatFd, stillForMs } from './engine-messages.ts'

/*
 * A thread of the engine child, so that a query being planned, which blocks the main thread, hinders neither of its
 * tasks: it ends the child when its parent has gone (a process that lost its parent is given another one), and tells
 * the parent every second that the process runs. It falls silent when the engine has done nothing at all for long.
 */
const { parentPid, pulse } = z
  .object({ parentPid: z.number(), pulse: z.instanceof(SharedArrayBuffer) })
  .parse(workerData)
const checkEveryMs = 250
const beatEveryMs = 1000

const beats = new Int32Array(pulse)
let seen = Atomics.load(beats, 0)
let seenAt = performance.now()

setInterval(() => {
  if (process.ppid !== parentPid) process.kill(process.pid, 'SIGKILL')
}, checkEveryMs)

setInterval(() => {
  const now = Atomics.load(beats, 0)
  if (now !== seen) {
    seen = now
    seenAt = performance.now()
  }
  // Before its first sign the engine is starting, for which the parent has a limit of its own.
  if (seen > 0 && performance.now() - seenAt > stillForMs) return
  try {
    writeSync(heartbeatFd, '.')
  } catch {
    // The parent has gone, or reads slower than once a second: both show elsewhere.
  }
}, beatEveryMs)
