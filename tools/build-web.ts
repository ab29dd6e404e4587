// Builds the browser application into web/dist when it is missing or made from other sources; says nothing otherwise.
import { createHash } from 'node:crypto'
import { globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { root } from './plan.ts'

const dist = join(root, 'web/dist')
const stamp = join(dist, '.built-from')
const wanted = fingerprint()

if (readStamp() !== wanted) {
  console.log('Building the browser application.')
  // Made beside its place and moved there whole, so that a server that starts meanwhile reads one build or the other.
  const made = join(root, '.tsbuild', `web-${process.pid}`)
  const old = `${made}-old`
  await build({
    configFile: join(root, 'web/vite.config.ts'),
    build: { outDir: made, emptyOutDir: true },
    logLevel: 'error',
  })
  writeFileSync(join(made, '.built-from'), wanted)
  moveAway(dist, old)
  renameSync(made, dist)
  rmSync(old, { recursive: true, force: true })
}

/** The application is what its sources and packages make of it, whatever date the files have. */
function fingerprint(): string {
  const files = globSync(['web/{src,public}/**/*.*', 'web/*.*', 'contract/src/*.ts', 'package-lock.json'], {
    cwd: root,
  })
  const hash = createHash('sha256')
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function readStamp(): string | undefined {
  try {
    return readFileSync(stamp, 'utf8')
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
