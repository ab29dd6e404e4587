import { readFileSync } from 'node:fs'

/** How many files and connections this process may have open at once; undefined where the system does not say (Linux does). */
export function openFilesAtMost(): number | undefined {
  try {
    const [, most] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
    return most === undefined ? undefined : Number(most)
  } catch {
    return undefined
  }
}
