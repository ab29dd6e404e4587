import { readdirSync, readFileSync } from 'node:fs'

/** A process of this machine, as /proc shows it. */
export type Process = {
  readonly pid: number
  readonly parent: number
  /** In ticks of the machine's clock since it runs: with the id, the name of a process that no other ever has. */
  readonly startedAt: number
  readonly command: string
}

/** Every process below `pid` that is still running, children and their children; ended ones (zombies) do not count. */
export function descendantsOf(pid: number): readonly Process[] {
  const all = processes()
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)])
  return below(pid)
}

/**
 * Every other process whose environment has `name=value`. A mark that a program was started with reaches its children
 * through every fork and stays when their parents have ended, so this also finds those that got away.
 */
export function processesMarked(name: string, value: string): readonly Process[] {
  return processes().filter((one) => one.pid !== process.pid && isMarked(one.pid, `${name}=${value}`))
}

/** Ends what is listed, at once; a process that has ended meanwhile is fine. */
export function killAll(list: readonly Process[]): void {
  for (const { pid } of list) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself.
    }
  }
}

/** Waits up to `limitMs` for `find` to find nothing and answers what it still finds. */
export async function remaining(
  limitMs: number,
  find: () => readonly Process[],
): Promise<readonly Process[]> {
  const stepMs = 50
  for (let waited = 0; ; waited += stepMs) {
    const found = find()
    if (found.length === 0 || waited >= limitMs) return found
    await new Promise((resolve) => setTimeout(resolve, stepMs))
  }
}

export function describeProcesses(list: readonly Process[]): string {
  return list.map(({ pid, command }) => `  ${pid} ${command.slice(0, 200)}`).join('\n')
}

/** Every process that is running; ended ones (zombies) do not count. */
export function processes(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)) ?? [])
}

function read(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name is in brackets and may hold anything, so the fields are counted after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, parent] = fields
    if (state === 'Z' || state === 'X') return undefined
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return {
      pid,
      parent: Number(parent),
      startedAt: Number(fields[19]),
      command: command || stat.slice(stat.indexOf('('), stat.lastIndexOf(')') + 1),
    }
  } catch {
    return undefined // It ended between the listing and the look.
  }
}

function isMarked(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark)
  } catch {
    return false // It ended, or it is another user's and so was not started by us.
  }
}
