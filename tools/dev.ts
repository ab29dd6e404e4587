// npm run dev: the demo's server, restarted at every change of its files, and the browser application as it is edited,
// at an address of its own that hands calls on to the server.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createServer } from 'vite'
import { root } from './plan.ts'

const port = process.env['PORT'] ?? '8080'
const target = `http://127.0.0.1:${port}`
const server = spawn(process.execPath, ['--watch', join(root, 'server/src/main.ts'), 'demo'], {
  stdio: 'inherit',
  env: { ...process.env, PORT: port },
})
const web = await createServer({
  configFile: join(root, 'web/vite.config.ts'),
  server: {
    port: 5173,
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/oauth', '/openid', '/.well-known'].map((path) => [path, { target }]),
    ),
  },
})
await web.listen()
console.log(`The browser application, as it is edited: ${web.resolvedUrls?.local[0] ?? ''}`)
server.once('exit', (status) => {
  void web.close()
  process.exitCode = status ?? 1
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.kill(signal))
