import { createHash } from 'node:crypto'
import { globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { root } from './plan.ts'

type Product = {
  /** What is told when it is made. */
  readonly name: string
  /** The folder it is in, from the root. */
  readonly dist: string
  /** Patterns of the files that it is made from. */
  readonly from: readonly string[]
  /** Puts it into an empty folder. */
  readonly make: (folder: string) => Promise<unknown>
}

/** Makes what is missing or was made from other sources, whatever date the files have; says nothing otherwise. */
export async function makeWhenChanged({ name, dist, from, make }: Product): Promise<void> {
  const place = join(root, dist)
  const wanted = fingerprint(from)
  if (readStamp(place) === wanted) return
  console.log(`Building ${name}.`)
  // Made beside its place and moved there whole, so that a server that starts meanwhile reads one build or the other.
  const made = join(root, '.tsbuild', `${basename(dirname(place))}-${process.pid}`)
  const old = `${made}-old`
  await make(made)
  writeFileSync(join(made, stamp), wanted)
  moveAway(place, old)
  renameSync(made, place)
  rmSync(old, { recursive: true, force: true })
}

const stamp = '.built-from'

function fingerprint(from: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of globSync([...from], { cwd: root }).toSorted())
    hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function readStamp(place: string): string | undefined {
  try {
    return readFileSync(join(place, stamp), 'utf8')
  } catch {
    return undefined
  }
}

function moveAway(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch {
    // There was none.
  }
}
