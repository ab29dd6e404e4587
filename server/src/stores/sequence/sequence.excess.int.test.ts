import { copyFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { buildTestApp, ok, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

let app: TestApp
let contract: ContractAtHand
beforeEach(async () => {
  app = await buildTestApp()
  contract = await app.given.contract({ name: 'Acme' })
  await send('before')
})

/** Two people do something, and it is in the event store. */
async function send(name: string): Promise<void> {
  await app.given.events(contract, [download(`${name}1@firm.example`), download(`${name}2@firm.example`)])
  ok(await contract.get('/api/v1/lead-actions?limit=1'))
}

const told = () =>
  app.start().then(
    () => 'it started',
    (error: unknown) => String(error),
  )

test('a directory store from before the last events does not start, and starts again when the right one is back', async () => {
  const file = join(app.place.dataDir, 'directory.db')
  await app.stop()
  copyFileSync(file, `${file}.older`)
  await app.start()
  await send('after')
  await app.stop()
  renameSync(file, `${file}.right`)
  renameSync(`${file}.older`, file)

  const start = await told()
  renameSync(`${file}.right`, file)
  await app.start()
  await send('later')

  expect(start).toContain(`contract ${contract.id} (Acme) has stored the number 4 and given out only 2`)
  expect(start).toContain('the person 4 and given out only 2')
  expect(start).toContain('./catalytics restore')
  await app.stop()
})

test('one that is empty, as of another installation, does not start on the events of others', async () => {
  await app.stop()
  rmSync(join(app.place.dataDir, 'directory.db'))

  expect(await told()).toContain('there are rows of a contract number 1, which the directory store does not')
})
