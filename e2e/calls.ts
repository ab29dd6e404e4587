import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { ingestAnswer, type IngestAnswer } from '@catalytics/contract/events.ts'
import { serviceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { ownInstallation } from './own-installation.ts'
import type { Visitor } from './visitor.ts'

/** A call of the visitor's own browser, below the contract. */
export async function change(
  { page }: Visitor,
  method: string,
  contract: string,
  path: string,
  data: object,
): Promise<unknown> {
  const answer = await page.request.fetch(`/api/v1/contracts/${contract}${path}`, {
    method,
    data,
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect([answer.ok(), await answer.text()]).toEqual([true, expect.any(String)])
  return await answer.json()
}

let senders = 0

/** Sends events, with an account that the visitor makes for it; under ids that no other spec has used. */
export async function sendEvents(
  visitor: Visitor,
  contract: string,
  events: readonly object[],
): Promise<IngestAnswer> {
  const { url } = ownInstallation()
  senders += 1
  const made = await change(visitor, 'POST', contract, '/service-accounts', {
    name: `Sender ${process.pid} ${senders}`,
    scopes: ['events:write'],
  })
  const { client_id: id, password } = serviceAccountWithPassword.parse(made)
  const token = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: password }),
  }).then((answer) => answer.json())
  const answer = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events: events.map((event) => ({ ...event, id: randomUUID() })) }),
  })
  return ingestAnswer.parse(await answer.json())
}
