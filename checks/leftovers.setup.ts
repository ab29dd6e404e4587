import { afterAll } from 'vitest'
import { descendantsOf, describeProcesses, killAll, remaining } from '../tools/processes.ts'

// Registered before any hook of the test file, so it runs after all of them. Every file has a process of its own:
// what is below it now was started by that file and would outlive it.
afterAll(async () => {
  const left = await remaining(1000, () => descendantsOf(process.pid))
  killAll(left)
  if (left.length > 0) throw new Error(`This test file leaves processes behind:\n${describeProcesses(left)}`)
})
