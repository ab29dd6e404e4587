import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// What it writes holds people's data and secrets: for the user it runs as, and nobody else.
process.umask(0o077)
// Compiling everything anew takes half of a start. Beside the packages, and never in a folder where others may write;
// where this one cannot be written, starts take longer.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/catalytics', import.meta.url)))
const { run } = await import('./cli/cli.ts')
process.exit(await run(process.argv.slice(2)))
