import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { freePort } from '../server/test/free-port.ts'
import { provideEmptyFile } from '../server/test/global-setup.ts'
import { fill, type Installation } from './installation.ts'
import { startServer, type Place } from './server-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where to reach the browser of the run. */
    browser: string
    /** Servers with a little of everything, one for each worker of the run. */
    installations: readonly Installation[]
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

/** One browser for all specs, which open contexts of their own; a server for those that run one after the other. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const removeFile = await provideEmptyFile(project)
  const servers: Server[] = []
  const stop = async () => {
    for (const server of servers) await server.remove()
    removeFile()
  }
  try {
    for (let worker = 0; worker < project.config.maxWorkers; worker += 1) servers.push(await openServer())
    project.provide(
      'installations',
      servers.map(({ installation }) => installation),
    )
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

type Server = { readonly installation: Installation; remove(): Promise<void> }

async function openServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-browser-'))
  const place: Place = { folder: join(folder, 'data'), port: await freePort(), env: { LOG_LEVEL: 'warn' } }
  const server = await startServer(place)
  const remove = async () => {
    await server.remove()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    return { installation: await fill(place, server.url), remove }
  } catch (error) {
    await remove()
    throw error
  }
}
