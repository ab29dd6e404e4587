/*
 * Keeps a CRM in step with the leads of a contract. The "CRM" is a JSON file. `after` and the contacts are replaced
 * together, by one rename: whenever this program ends, it goes on exactly where it was.
 *
 *   CATALYTICS_URL=https://… CLIENT_ID=cat_sa_… PASSWORD=cat_pw_… node sdk/examples/keep-crm-in-step.ts crm.json
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createClient } from '../src/client.ts'

type Contact = { email: string; company: string | null; actions: Record<string, string> }
const crm: { after: number; contacts: Record<string, Contact> } = { after: 0, contacts: {} }

const [file = 'crm.json'] = process.argv.slice(2)
const { CATALYTICS_URL: url = '', CLIENT_ID: clientId = '', PASSWORD: password = '' } = process.env
if (existsSync(file)) Object.assign(crm, JSON.parse(readFileSync(file, 'utf8')))

for await (const page of createClient({ url, clientId, password }).changes({ after: crm.after })) {
  for (const { kind, row } of page.data) {
    if (kind === 'lead_merged') {
      const { from, into } = row
      const [own, other] = [crm.contacts[into], crm.contacts[from]]
      const contact = own ?? other
      if (contact) crm.contacts[into] = { ...contact, actions: { ...other?.actions, ...own?.actions } }
      delete crm.contacts[from]
      continue
    }
    const actions = crm.contacts[row.lead_id]?.actions ?? {}
    if (kind === 'lead_erased' || kind === 'consent_withdrawn') delete crm.contacts[row.lead_id]
    else crm.contacts[row.lead_id] = { email: row.email, company: row.company, actions }
    if (kind === 'lead_action') actions[row.action_id] = `${row.at} ${row.action} ${row.part_number ?? ''}`
  }
  crm.after = page.next_after
  writeFileSync(`${file}.new`, JSON.stringify(crm), { flush: true })
  renameSync(`${file}.new`, file)
}
