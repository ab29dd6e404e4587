import type { Config } from './config.ts'
import { openAccounts } from './features/accounts/accounts.open.ts'
import { openActivity } from './features/activity/activity.open.ts'
import { openContracts } from './features/contracts/contracts.open.ts'
import { openCredentials } from './features/credentials/credentials.open.ts'
import { openDeliveries } from './features/deliveries/deliveries.open.ts'
import { openExports } from './features/exports/exports.open.ts'
import { openHelp } from './features/help/help.open.ts'
import { openImports } from './features/imports/imports.open.ts'
import { openIngest } from './features/ingest/ingest.open.ts'
import { openInstallation } from './features/installation/installation.open.ts'
import { openLeads } from './features/leads/leads.open.ts'
import { openMembers } from './features/members/members.open.ts'
import { openOAuth } from './features/oauth/oauth.open.ts'
import { openPeople } from './features/people/people.open.ts'
import { openQuarantine } from './features/quarantine/quarantine.open.ts'
import { openRetention } from './features/retention/retention.open.ts'
import { openServiceAccounts } from './features/service-accounts/service-accounts.open.ts'
import { builtFileRoutes } from './http/built-files.ts'
import { apiDescription } from './http/description.ts'
import { healthRoutes } from './http/health.ts'
import { openHttp, type Api } from './http/server.ts'
import { openClosing, type Closing } from './lib/closing.ts'
import type { Room } from './platform.ts'
import { openAdminSocket } from './start/admin-socket.ts'
import { openPlatform, type Parts } from './start/open-platform.ts'

export type App = {
  readonly api: Api
  /** Answers on the network; the address it listens at. */
  listen(): Promise<string>
  /** Where the first user is made: the path of a new link; undefined when there are users. */
  setUpLink(): Promise<string | undefined>
  /** Ends what is under way, keeps what was acknowledged, lets go of the data folder. */
  stop(): Promise<void>
}

/** Puts the application together: the only place that knows every room. Answers the operator's socket when it returns. */
export async function buildApp(config: Config, parts: Parts): Promise<App> {
  const closing = openClosing()
  try {
    return await build(config, parts, closing)
  } catch (error) {
    await closing.run()
    throw error
  }
}

async function build(config: Config, parts: Parts, closing: Closing): Promise<App> {
  const { platform, jobs, ownJobs, isUp, answersOperator } = await openPlatform(config, parts, closing)
  const { log, roles, sequence, publicUrl } = platform
  const rooms: Room[] = []

  function add<Opened extends Room>(room: Opened): Opened {
    rooms.push(room)
    if (room.close !== undefined) closing.add(room.close)
    return room
  }

  // Each after those that it calls.
  const credentials = add(openCredentials(platform))
  const accounts = add(openAccounts(platform, { credentials }))
  const members = add(openMembers(platform, { accounts }))
  const deliveries = add(openDeliveries(platform))
  const leads = add(openLeads(platform))
  const serviceAccounts = add(openServiceAccounts(platform, { leads }))
  const oauth = add(openOAuth(platform, { serviceAccounts }))
  const exports = add(openExports(platform, { oauth }))
  const ingest = add(openIngest(platform))
  const imports = add(openImports(platform, { ingest }))
  const quarantine = add(openQuarantine(platform, { ingest, imports }))
  add(openRetention(platform))
  add(openPeople(platform, { quarantine, leads, deliveries, exports }))
  add(openContracts(platform, { serviceAccounts }))
  add(openActivity(platform))
  add(openHelp(platform))
  add(openInstallation(platform))

  const http = await openHttp({
    log,
    trustedProxies: config.trustedProxies,
    filesFolder: platform.files.folder,
    publicUrl,
    callers: { ...accounts.callers, ...members.callers, ...oauth.callers },
  })
  closing.add(() => http.close())
  closing.add(() => sequence.endWaiting())
  await apiDescription(http.api, publicUrl)
  healthRoutes(http.api, { isUp, metrics: rooms.flatMap((room) => room.metrics ?? []) })
  builtFileRoutes(http.api, { log, withPages: roles.includes('web') })
  for (const room of rooms) await room.routes(http.api)
  await http.api.ready()
  for (const room of rooms) await room.prepare?.()
  await sequence.resume()
  if (roles.includes('jobs')) {
    closing.add(() => jobs.stop())
    await jobs.start([...ownJobs, ...rooms.flatMap((room) => room.jobs ?? [])])
  }
  if (answersOperator) await openAdminSocket(http.admin, config.dataDir, closing)
  return {
    api: http.api,
    listen: () => http.api.listen({ port: config.port, host: config.host }),
    setUpLink: accounts.setUpLink,
    stop: closing.run,
  }
}
