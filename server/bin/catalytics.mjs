#!/usr/bin/env -S node --max-semi-space-size=16
// Starts the command line on a Node that runs TypeScript. The machine's own Node may be older; then the one
// that `npm ci` put into node_modules/.bin takes over. A small young generation keeps memory flat while files are made:
// V8 would let it grow past 100 MB on its own.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

if (major > 24 || (major === 24 && minor >= 0)) {
  process.argv[1] = main
  await import('../src/main.ts')
} else {
  const bundled = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url))
  if (!existsSync(bundled)) {
    console.error(
      `catalytics needs Node 24; this is ${process.versions.node}. Run "npm ci" in the repository first.`,
    )
    process.exit(1)
  }
  const child = spawn(bundled, [...process.execArgv, main, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
