import { enableCompileCache } from 'node:module'
import { compileCacheFolder } from './lib/compile-cache.ts'

// What it writes holds people's data and secrets: for the user it runs as, and nobody else.
process.umask(0o077)
// Compiling everything anew takes half of a start.
enableCompileCache(compileCacheFolder)
const { run } = await import('./cli/cli.ts')
const { watchOutput } = await import('./cli/output.ts')
const allTaken = watchOutput(process)
process.exit(await allTaken(await run(process.argv.slice(2), process)))
