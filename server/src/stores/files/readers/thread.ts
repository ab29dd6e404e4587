// The thread behind aside.ts.
import { parentPort } from 'node:worker_threads'
import { AppError } from '../../../lib/errors.ts'
import type { ReadAnswer, ReadTask } from './aside.ts'
import { openRows } from './open-rows.ts'
import type { Source, SourceRow } from './rows.ts'

let source: Source<SourceRow> | undefined
let rows: AsyncIterator<SourceRow> | undefined

async function done(task: ReadTask): Promise<ReadAnswer> {
  if (task.ask === 'open') {
    source = await openRows(task.path, task.options)
    const { rows: _rows, readBytes: _readBytes, ...facts } = source
    return { facts }
  }
  if (source === undefined) throw new TypeError('nothing is open')
  if (task.ask === 'begin') {
    rows = source.rows[Symbol.asyncIterator]()
    return {}
  }
  if (task.ask === 'end') {
    await rows?.return?.()
    return {}
  }
  const some: SourceRow[] = []
  let characters = 0
  while (some.length < rowsAtOnce && characters < charactersAtOnce) {
    const next = await rows?.next()
    if (next === undefined || next.done === true)
      return { rows: some, isLast: true, readBytes: source.readBytes() }
    some.push(next.value)
    characters += lengthOf(next.value)
  }
  return { rows: some, isLast: false, readBytes: source.readBytes() }
}

const rowsAtOnce = 500
// A text that many rows share is copied for each of them.
const charactersAtOnce = 4 * 1024 * 1024

function lengthOf({ cells }: SourceRow): number {
  return Object.values(cells).reduce<number>(
    (sum, cell) => sum + (typeof cell === 'string' ? cell.length : 0),
    0,
  )
}

parentPort?.on('message', (task: ReadTask) => {
  done(task).then(
    (answer) => parentPort?.postMessage(answer, []),
    (error: unknown) => {
      // A fault of ours ends the thread, and so reaches whoever waits as it is.
      if (!(error instanceof AppError)) throw error
      const { message, field, faults } = error
      parentPort?.postMessage({ fault: { message, field, faults } } satisfies ReadAnswer, [])
    },
  )
})
