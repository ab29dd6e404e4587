import { startEngine } from './engine-process.ts'

// A process that starts the engine on the given folder, tells how to reach it, and waits to be killed.
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const engine = await startEngine({ folder: process.argv[2] ?? '', log: quiet })
process.send?.({ url: engine.url, ...engine.reader })
