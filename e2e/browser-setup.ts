import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { fill, type Installation } from './installation.ts'
import { freePort, startServer, type Place } from './server-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where to reach the browser of the run. */
    browser: string
    /** A server with a little of everything, for all specs of the run. */
    installation: Installation
  }
}

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** One browser and one server for all specs; each spec opens contexts of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-browser-'))
  const place: Place = { folder: join(folder, 'data'), port: await freePort(), env: { LOG_LEVEL: 'warn' } }
  const server = await startServer(place)
  const stop = async () => {
    await server.remove()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    project.provide('installation', await fill(place, server.url))
    const browser = await chromium.launchServer({
      executablePath: '/usr/bin/chromium',
      chromiumSandbox: false,
      args: flags,
    })
    project.provide('browser', browser.wsEndpoint())
    return async () => {
      await browser.close()
      await stop()
    }
  } catch (error) {
    await stop()
    throw error
  }
}
