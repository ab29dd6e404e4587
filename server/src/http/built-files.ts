import { fileURLToPath } from 'node:url'
import type { Log } from '../lib/log.ts'
import { notBuilt, pageRoutes } from './pages.ts'
import type { Api } from './server.ts'
import { readTrackerScript, trackerNotBuilt, trackerScriptRoute } from './tracker-script.ts'
import { readWebFiles } from './web-files.ts'

/** Where `npm run build` leaves the browser application and the script for catalog sites. */
const webFolder = fileURLToPath(new URL('../../../web/dist', import.meta.url))
const trackerFile = fileURLToPath(new URL('../../../tracker/dist/t.js', import.meta.url))

/** What has been built for browsers: the script for catalog sites and, `withPages`, the browser application. */
export function builtFileRoutes(
  api: Api,
  { log, withPages }: { readonly log: Log; readonly withPages: boolean },
): void {
  const trackerScript = readTrackerScript(trackerFile)
  if (trackerScript === undefined) log.warn(trackerNotBuilt)
  trackerScriptRoute(api, trackerScript)
  if (!withPages) return
  const webFiles = readWebFiles(webFolder)
  if (webFiles === undefined) log.warn(notBuilt)
  pageRoutes(api, webFiles)
}
