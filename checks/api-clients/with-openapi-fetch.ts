import createClient from 'openapi-fetch'
import type { components, paths } from './dist/schema.d.ts'

type Access = { readonly url: string; readonly clientId: string; readonly password: string }

/** Sends an event and reads it back in every form, by the types of openapi-typescript alone. */
export async function sendAndRead(
  { url, clientId, password }: Access,
  event: components['schemas']['Event'],
) {
  const client = createClient<paths>({ baseUrl: url })
  const { data: token } = await client.POST('/oauth/token', {
    body: { grant_type: 'client_credentials', client_id: clientId, client_secret: password },
    bodySerializer: (body) => new URLSearchParams(Object.entries(body)),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  client.use({
    onRequest: ({ request }) => request.headers.set('authorization', `Bearer ${token?.access_token}`),
  })

  const sent = await client.POST('/api/v1/events', { body: { events: [event] } })
  const leads = await client.GET('/api/v1/leads', {
    params: { query: { action: ['cad_download'], limit: 10 } },
  })
  const changes = await client.GET('/api/v1/lead-changes', { params: { query: { after: 0, wait: 0 } } })
  const csv = await client.GET('/api/v1/lead-actions', {
    params: { query: { format: 'csv' } },
    parseAs: 'text',
  })
  const refused = await client.GET('/api/v1/leads', { params: { query: { from: '2026-13-01' } } })
  const nobody = await createClient<paths>({ baseUrl: url }).POST('/oauth/token', {
    body: { grant_type: 'client_credentials', client_id: clientId, client_secret: 'wrong' },
    bodySerializer: (body) => new URLSearchParams(Object.entries(body)),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

  const [change] = changes.data?.data ?? []
  return {
    accepted: sent.data?.accepted,
    // JSON without format=; the types know all kinds of content that the call has.
    leads:
      typeof leads.data === 'string'
        ? []
        : leads.data?.data.map(({ email, cad_downloads }) => [email, cad_downloads]),
    change: change?.kind === 'lead_action' ? change.row.email : undefined,
    csvLines: String(csv.data).trim().split('\r\n').length,
    refused: [refused.error?.code, refused.error?.field],
    nobody: nobody.error?.error,
  }
}
