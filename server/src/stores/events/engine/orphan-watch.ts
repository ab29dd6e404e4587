import { workerData } from 'node:worker_threads'

// A thread of the engine child: ends it when its parent has gone, even while a query being planned blocks the main
// thread, which then sees no closed IPC channel. A process that lost its parent is given another one.
const checkEveryMs = 250

setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL')
}, checkEveryMs)
