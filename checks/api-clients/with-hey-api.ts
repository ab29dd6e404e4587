import { createClient } from './dist/hey-api/client'
import {
  createLeadExport,
  createToken,
  getLeadExport,
  getLeadExportFile,
  listLeadActions,
  listLeadChanges,
  listLeads,
  sendEvents,
} from './dist/hey-api/sdk.gen'
import type { Event } from './dist/hey-api/types.gen'

type Access = { readonly url: string; readonly clientId: string; readonly password: string }

/** Sends an event and reads it back in every form, by the calls of @hey-api/openapi-ts alone. */
export async function sendAndRead({ url, clientId, password }: Access, event: Event) {
  const open = createClient({ baseUrl: url })
  const credentials = { grant_type: 'client_credentials', client_id: clientId }
  const { data: token } = await createToken({
    client: open,
    body: { ...credentials, client_secret: password },
  })
  const client = createClient({ baseUrl: url, auth: token?.access_token })

  const sent = await sendEvents({ client, body: { events: [event] } })
  const leads = await listLeads({ client, query: { action: ['cad_download'], limit: 10 } })
  const changes = await listLeadChanges({ client, query: { after: 0, wait: 0 } })
  const csv = await listLeadActions({ client, query: { format: 'csv' }, parseAs: 'text' })
  const refused = await listLeads({ client, query: { from: '2026-13-01' } })
  const nobody = await createToken({ client: open, body: { ...credentials, client_secret: 'wrong' } })

  const job = await createLeadExport({ client, body: { format: 'csv' } })
  const path = { id: job.data?.id ?? '' }
  for (;;) {
    const { data } = await getLeadExport({ client, path })
    if (data?.status !== 'queued' && data?.status !== 'running') break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const file = await getLeadExportFile({ client, path, parseAs: 'blob' })

  const [change] = changes.data?.data ?? []
  return {
    accepted: sent.data?.accepted,
    leads: leads.data?.data.map(({ email, cad_downloads }) => [email, cad_downloads]),
    change: change?.kind === 'lead_action' ? change.row.email : undefined,
    csvLines: String(csv.data).trim().split('\r\n').length,
    refused: [refused.error?.code, refused.error?.field],
    nobody: nobody.error?.error,
    fileBytes: file.data?.size,
  }
}
