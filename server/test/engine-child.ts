import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './build-app.ts'

/** The process id of the engine that an installation has on its data folder. */
export function enginePidOf({ dataDir }: Pick<Place, 'dataDir'>): number {
  const lock = join(dataDir, 'events', 'lock')
  const found = readdirSync('/proc').find((pid) => isEngine(pid) && filesOf(pid).includes(lock))
  if (found === undefined) throw new Error(`no engine has ${lock} open`)
  return Number(found)
}

function isEngine(pid: string): boolean {
  return /^\d+$/.test(pid) && textOf(`/proc/${pid}/cmdline`).includes('engine-child.ts')
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // The process has ended.
    return ''
  }
}

function filesOf(pid: string): readonly string[] {
  try {
    const folder = `/proc/${pid}/fd`
    return readdirSync(folder).map((name) => readlinkSync(join(folder, name)))
  } catch {
    return []
  }
}
