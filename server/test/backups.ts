import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { z } from 'zod'
import { restoreInstallation } from '../src/at-rest.ts'
import { systemClock } from '../src/lib/clock.ts'
import { openLog } from '../src/lib/log.ts'
import type { ContractAtHand, Place, TestApp } from './build-app.ts'
import { action, download, event, refuser } from './factories.ts'
import { configOf } from './stopped.ts'

const log = openLog('silent')
/** A folder for the archives of one test file. */
export function fileFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-backup-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let files = 0
  return { folder, newFile: () => join(folder, `${(files += 1)}.tar`) }
}

export function restoreInto(place: Place, path: string, clock = systemClock) {
  return restoreInstallation(configOf(place), path, { clock, log, onProgress: () => undefined })
}

/** The key is in no backup: whoever restores brings it. */
export function keepKey(from: Place, into: Place): void {
  copyFileSync(join(from.dataDir, 'secret.key'), join(into.dataDir, 'secret.key'))
}

/** The result of a backup that a running app was asked for over the operator's socket. */
export async function backUp(app: TestApp, path: string) {
  const answer = await app.operator('POST', '/api/v1/backups', { path })
  const last: unknown = JSON.parse(answer.text.trim().split('\n').at(-1) ?? '')
  return z.object({ result: z.any(), problem: z.any() }).partial().parse(last)
}

/** Everything that a machine gets to see of the leads, the numbers included. */
export async function leadsOf(contract: ContractAtHand): Promise<unknown> {
  const paths = ['/lead-actions', '/leads', '/lead-changes?after=0&limit=1000']
  const answers = await Promise.all(paths.map((path) => contract.get(`/api/v1${path}`)))
  return answers.map((answer) => ({ ...z.record(z.string(), z.unknown()).parse(answer.body), lag_ms: 0 }))
}

export const people = Array.from({ length: 30 }, (_, index) => `person${index}@firm${index % 7}.example`)
export const wave = [
  ...people.map((email, index) =>
    download(email, { country: 'DE', person: { email, phone: `tel. ${index}`, fax: `fax ${index}` } }),
  ),
  ...people
    .slice(0, 9)
    .map((email) =>
      action('quote_request', email, { quote: { quantity: 0.1, message: 'Grüße: "…" \n\t 価格?' } }),
    ),
  ...people
    .slice(0, 5)
    .map((email) => download(email, { at: '2026-04-01T00:00:00.123Z', part: { number: '00123' } })),
  event(),
]

/** A contract with consents withdrawn, people erased, events refused, an export made. */
export async function livelyContract(app: TestApp): Promise<ContractAtHand> {
  const contract = await app.given.contract({ name: 'Acme "Bearings" & Söhne', time_zone: 'Asia/Tokyo' })
  await app.given.events(contract, wave)
  await contract.send([{ ...event(), type: 'nonsense', person: { email: 'bad@one.example' } }])
  await contract.send([event({ person: refuser('person1@firm1.example', '2026-05-01T00:00:00Z') })])
  await contract.manage('POST', '/people/withdraw-consent', { email: 'person2@firm2.example' })
  await contract.manage('POST', '/people/erase', { email: 'person3@firm3.example' })
  return contract
}
