import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { importAnswer, importList, type ImportAnswer } from '@catalytics/contract/imports.ts'
import { leadActionPage, leadChangePage, leadPage } from '@catalytics/contract/leads.ts'
import { quarantineAnswer } from '@catalytics/contract/quarantine.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { action, download } from '../../../test/factories.ts'

const mapping = {
  time_zone: 'Europe/Paris',
  event: {
    type: { column: 'What' },
    at: { column: 'When' },
    catalog: { const: 'ball-bearings' },
    'channel.kind': { const: 'network' },
    'channel.key': { const: 'partnet' },
    'part.number': { column: 'Part' },
    'quote.message': { column: 'Message' },
    'person.email': { column: 'Mail' },
    'person.consent.manufacturer': { const: true },
  },
}

const rows = [
  'What,When,Part,Message,Mail',
  'cad_download,2026-02-01 10:00,00123,,ann@acme.example',
  'quote_request,2026-02-01 11:00,12E3,How much?,ann@acme.example',
  'product_view,2026-02-02 10:00,1-2,,new@acme.example',
  'product_view,never,1-2,,new@acme.example',
]

describe.each(storeKinds)('a file that is imported and taken out again, %s', (stores) => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })

  async function importRows(acme: ContractAtHand, lines: readonly string[], more: object = {}) {
    const path = join(app.place.dataDir, `${acme.id}.csv`)
    writeFileSync(path, lines.join('\n'))
    return await importOf(acme, { path, mapping, ...more })
  }

  test('import, undo, import again: everything is there once, then gone, then there once', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [download('ann@acme.example', { at: '2026-03-01T00:00:00Z' })])
    const before = await leadsOf(acme)

    const first = await importRows(acme, rows)
    expect(first).toMatchObject({
      rows: 4,
      accepted: 3,
      duplicates: 0,
      rejected: 1,
      reasons: { invalid_at: 1 },
    })
    expect(await importRows(acme, rows)).toMatchObject({ accepted: 0, duplicates: 3, rejected: 1 })
    const { data: kept } = quarantineAnswer.parse(ok(await acme.manage('GET', '/quarantine')).body)
    expect(kept.map(({ detail, source_name }) => [detail.slice(0, 10), source_name])).toEqual([
      ['row 5: at:', `${acme.id}.csv`],
      ['row 5: at:', `${acme.id}.csv`],
    ])
    const imported = await leadsOf(acme)
    expect(imported.map(({ email, actions }) => [email, actions])).toEqual([
      ['ann@acme.example', 3],
      ['new@acme.example', 1],
    ])
    expect(await newUsersOf(acme)).toEqual(['00123'])

    const undone = await acme.manage('POST', `/imports/${first.import_id}/undo`)
    expect(undone.body).toEqual({ import_id: first.import_id, removed: 3, people_removed: 1 })
    expect(await leadsOf(acme)).toEqual(before)
    expect(await newUsersOf(acme)).toEqual([null])
    expect((await acme.manage('POST', '/people/find', { email: 'new@acme.example' })).status).toBe(404)

    const again = await importRows(acme, rows)
    expect(again).toMatchObject({ accepted: 3, duplicates: 0 })
    const after = await leadsOf(acme)
    expect(after.map(({ email, actions, quote_requests }) => [email, actions, quote_requests])).toEqual([
      ['ann@acme.example', 3, 1],
      ['new@acme.example', 1, 0],
    ])
    const { data } = leadActionPage.parse(
      ok(await acme.get('/api/v1/lead-actions?action=quote_request')).body,
    )
    expect(data).toMatchObject([
      { part_number: '12E3', quote_message: 'How much?', at: '2026-02-01T10:00:00.000Z' },
    ])
  })

  test('the feed tells it: a reader holds the same in the end', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [download('ann@acme.example')])
    const { import_id } = await importRows(acme, rows)
    const seen = leadChangePage.parse(ok(await acme.get('/api/v1/lead-changes')).body)
    expect(seen.data).toHaveLength(4)

    ok(await acme.manage('POST', `/imports/${import_id}/undo`))

    const news = leadChangePage.parse(
      ok(await acme.get(`/api/v1/lead-changes?after=${seen.next_after}`)).body,
    )
    expect(news.data.map(({ kind }) => kind).toSorted()).toEqual(['lead_erased', 'lead_updated'])
    expect(news.data.find(({ kind }) => kind === 'lead_updated')).toMatchObject({
      row: { email: 'ann@acme.example', actions: 1, quote_requests: 0 },
    })
  })

  test('undoing takes back what a replay of the quarantine has taken in later', async () => {
    const acme = await app.given.contract({ unknown_segments: 'reject' })
    const path = join(app.place.dataDir, `${acme.id}-later.ndjson`)
    writeFileSync(path, JSON.stringify(download('ann@acme.example')))
    ok(await acme.manage('POST', '/imports', { path, mapping: null }))
    const { data } = importList.parse(ok(await acme.manage('GET', '/imports')).body)
    const segments = [
      { kind: 'catalog', key: 'ball-bearings', name: 'Ball bearings' },
      { kind: 'network', key: 'partnet', name: 'PartNet' },
    ]
    ok(await acme.manage('PUT', '/segments', { segments }))
    expect((await acme.manage('POST', '/quarantine/replay', {})).body).toMatchObject({ taken: 1 })

    const undone = await acme.manage('POST', `/imports/${data[0]?.id}/undo`)

    expect(undone.body).toMatchObject({ removed: 1, people_removed: 1 })
    expect(await leadsOf(acme)).toEqual([])
  })

  test('undoing twice takes nothing more, and an import of another contract is not there', async () => {
    const acme = await app.given.contract()
    const other = await app.given.contract()
    const { import_id } = await importRows(acme, rows)
    await app.given.events(acme, [action('contact_click', 'new@acme.example')])

    const first = await acme.manage('POST', `/imports/${import_id}/undo`)
    const second = await acme.manage('POST', `/imports/${import_id}/undo`)

    expect([first.body, second.body]).toMatchObject([
      { removed: 3, people_removed: 1 },
      { removed: 0, people_removed: 0 },
    ])
    expect((await leadsOf(acme)).map(({ email }) => email)).toEqual(['new@acme.example'])
    expect((await other.manage('POST', `/imports/${import_id}/undo`)).status).toBe(404)
    expect((await other.manage('GET', '/imports')).body).toEqual({ data: [] })
    expect((await acme.manage('GET', '/imports')).body).toMatchObject({
      data: [{ id: import_id, status: 'undone' }],
    })
  })

  test('a dry run tells the same and stores nothing', async () => {
    const acme = await app.given.contract()
    await importRows(acme, rows.slice(0, 2))

    const dry = await importRows(acme, rows, { dry_run: true })

    expect(dry).toMatchObject({ dry_run: true, accepted: 3, duplicates: 0, rejected: 1 })
    expect((await leadsOf(acme)).map(({ actions }) => actions)).toEqual([1])
    const { counts } = JSON.parse(ok(await acme.manage('GET', '/quarantine')).text)
    expect(counts).toEqual({})
  })

  test('an import that breaks off half-way tells its id, and can be taken out', async () => {
    const acme = await app.given.contract()
    const path = join(app.place.dataDir, `${acme.id}.csv`)
    const good = Array.from(
      { length: 2500 },
      (_, n) => `product_view,2026-02-02 10:00,P${n},,new@acme.example`,
    )
    const lines = [...rows.slice(0, 1), ...good, 'product_view,"2026-02-02', '']
    writeFileSync(path, lines.join('\n'))

    const told = ok(await acme.manage('POST', '/imports', { path, mapping })).text

    const { problem } = JSON.parse(told.trim().split('\n').at(-1) ?? '')
    const id = /\bim_\w{16}\b/.exec(problem.detail)?.[0]
    expect(problem).toEqual({
      code: 'invalid',
      detail: `After row 2501 the file cannot be read as CSV: a quote is opened and never closed. Import ${id} broke off there: what it had stored stays until it is undone or the same file is imported to its end.`,
      errors: [
        {
          reason: 'file_unreadable',
          params: {},
          detail: 'The file cannot be read to its end. Save it anew in its program, or as CSV in UTF-8.',
        },
      ],
    })
    const sha256 = createHash('sha256').update(lines.join('\n')).digest('hex')
    expect((await acme.manage('GET', '/imports')).body).toMatchObject({
      data: [{ id, status: 'failed', answer: { accepted: 2000, file_sha256: sha256 } }],
    })
    const undone = await acme.manage('POST', `/imports/${id}/undo`)
    expect(undone.body).toEqual({ import_id: id, removed: 2000, people_removed: 1 })
  })

  test('a file or mapping that cannot be used is told before anything is stored', async () => {
    const acme = await app.given.contract()
    const path = join(app.place.dataDir, 'missing.csv')

    for (const body of [
      { path, mapping },
      { path: app.place.dataDir, mapping },
      { path: join(app.place.dataDir, `${acme.id}.csv`), mapping: {} },
    ]) {
      const answer = await acme.manage('POST', '/imports', body)
      expect(JSON.parse(answer.text)).toMatchObject({ problem: { code: 'invalid' } })
    }
    expect(
      (await app.operator('POST', '/api/v1/contracts/ct_0000000000000000/imports', { path, mapping })).text,
    ).toContain('not_found')
  })
})

async function importOf(acme: ContractAtHand, body: object): Promise<ImportAnswer> {
  const lines = ok(await acme.manage('POST', '/imports', body))
    .text.trim()
    .split('\n')
  const last = JSON.parse(lines.at(-1) ?? '{}')
  if (last.result === undefined) throw new Error(`no result: ${lines.at(-1)}`)
  return importAnswer.parse(last.result)
}

async function leadsOf(acme: ContractAtHand) {
  const { data } = leadPage.parse(ok(await acme.get('/api/v1/leads')).body)
  return data
    .map(({ email, actions, cad_downloads, quote_requests, first_action_at }) => ({
      email,
      actions,
      cad_downloads,
      quote_requests,
      first_action_at,
    }))
    .toSorted((a, b) => (a.email < b.email ? -1 : 1))
}

/** Part numbers of the actions that made somebody a new user. */
async function newUsersOf(acme: ContractAtHand) {
  const { data } = leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions')).body)
  return data.filter(({ new_user }) => new_user).map(({ part_number }) => part_number)
}
