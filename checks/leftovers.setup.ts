import { afterAll } from 'vitest'
import { descendantsOf, describeProcesses, killAll, remaining } from '../tools/processes.ts'

// Registered before any hook of the test file, so it runs after all of them. Files of a process come one after
// the other: what is below it now was started by this one and would outlive it.
afterAll(async () => {
  const left = await remaining(1000, () => descendantsOf(process.pid))
  killAll(left)
  if (left.length > 0) throw new Error(`This test file leaves processes behind:\n${describeProcesses(left)}`)
})
