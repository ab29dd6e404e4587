import { join } from 'node:path'
import { type Process, processes } from './processes.ts'

/** How many processes of each kind were started. */
export type Starts = {
  /** Children that hold an event engine. */
  readonly engines: number
  /** Servers and commands of the product. */
  readonly servers: number
}

const lookEveryMs = 100

/**
 * Counts the processes of the product that are started from a tree until it is stopped. It looks at the machine's list of
 * processes: one that begins and ends between two looks is missed.
 *
 * @param root the folder of the tree; processes of other trees are not counted
 */
export function watchStarts(root: string): { stop(): Starts } {
  const seen = { engines: new Set<string>(), servers: new Set<string>() }
  const look = (): void => {
    for (const one of processes()) {
      const kind = kindOf(one, root)
      if (kind !== undefined) seen[kind].add(`${one.pid} ${one.startedAt}`)
    }
  }
  look()
  const timer = setInterval(look, lookEveryMs)
  return {
    stop() {
      clearInterval(timer)
      return { engines: seen.engines.size, servers: seen.servers.size }
    },
  }
}

function kindOf({ command }: Process, root: string): keyof Starts | undefined {
  // Not the shells and tools that are told to start one.
  const [program = '', ...args] = command.split(' ')
  if (!/(^|\/)node$/.test(program)) return undefined
  if (args.includes(join(root, 'server/src/stores/events/engine/engine-child.ts'))) return 'engines'
  return args.includes(join(root, 'server/src/main.ts')) ? 'servers' : undefined
}
