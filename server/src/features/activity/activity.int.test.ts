import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import { activityList, type ActivityEntry } from '@catalytics/contract/activity.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

describe.each(storeKinds)('the activity log, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract({ name: 'Acme', time_zone: 'Pacific/Auckland' })
  })

  async function log(query = ''): Promise<readonly ActivityEntry[]> {
    return activityList.parse(ok(await acme.manage('GET', `/activity${query}`)).body).data
  }

  test('names the account that acted and the one that was acted on, when both are gone', async () => {
    const crm = await app.given.account(acme, { name: 'CRM' })
    await crm.get('/api/v1/whoami')
    ok(await acme.manage('POST', `/service-accounts/${crm.clientId}/disable`))
    ok(await acme.manage('DELETE', `/service-accounts/${crm.clientId}`))

    const entries = (await log()).filter((entry) => entry.type !== 'contract_created').slice(0, 4)

    expect(entries.map(({ type, actor_name, details }) => [type, actor_name, details['name']])).toEqual([
      ['service_account_deleted', null, 'CRM'],
      ['service_account_disabled', null, 'CRM'],
      ['token_issued', 'CRM', undefined],
      ['service_account_created', null, 'CRM'],
    ])
    expect(await log('?actor=CRM')).toEqual(await log(`?actor=${crm.clientId}`))
    expect(await log('?actor=CRM')).toMatchObject([{ actor_kind: 'service_account', role: null }])
    expect(await log('?actor=CR')).toEqual([])
  })

  test('is filtered by several types and by days of the contract', async () => {
    ok(await acme.manage('PATCH', '', { excluded_domains: ['acme.example'] }))
    const [last] = await log()
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Auckland' }).format(
      new Date(last?.at ?? 0),
    )
    const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

    const types = await log('?type=settings_changed&type=contract_created')

    expect(types.map(({ type }) => type)).toEqual(['settings_changed', 'contract_created'])
    expect((await log(`?from=${day}&to=${next}`))[0]).toEqual(last)
    expect(await log(`?from=${next}`)).toEqual([])
    expect(await log(`?to=${encodeURIComponent('2020-01-01T00:00:00+01:00')}`)).toEqual([])
    expect((await acme.manage('GET', `/activity?from=${day}&to=${day}`)).body).toMatchObject({
      code: 'invalid',
      field: 'to',
    })
  })

  test('a period has its beginning and not its end, to the millisecond', async () => {
    ok(await acme.manage('PATCH', '', { excluded_domains: ['acme.example'] }))
    const [last] = await log('?type=settings_changed&limit=1')
    const at = Date.parse(last?.at ?? '')
    const around = (milliseconds: number) => encodeURIComponent(new Date(at + milliseconds).toISOString())
    const ids = async (query: string) => (await log(query)).map(({ id }) => id)

    expect(await ids(`?type=settings_changed&from=${around(0)}`)).toContain(last?.id)
    expect(await ids(`?type=settings_changed&from=${around(1)}`)).not.toContain(last?.id)
    expect(await ids(`?type=settings_changed&to=${around(0)}`)).not.toContain(last?.id)
    expect(await ids(`?type=settings_changed&to=${around(1)}`)).toContain(last?.id)
  })

  test('goes on after an entry of its own, and after no other', async () => {
    const other = await app.given.contract()
    const [foreign] = activityList.parse(ok(await other.manage('GET', '/activity')).body).data
    const [first, second] = await log()

    expect((await log(`?limit=1&before=${first?.id.toUpperCase()}`))[0]).toEqual(second)
    for (const id of [foreign?.id, '0199b1c2-6f0e-7c1a-9d55-000000000000'])
      expect((await acme.manage('GET', `/activity?before=${id}`)).body).toMatchObject({
        code: 'invalid',
        field: 'before',
      })
  })

  test('is exported as CSV and XLSX: the same entries, none a formula, and the export is recorded', async () => {
    const formula = await app.given.account(acme, { name: '=HYPERLINK("x")' })
    await formula.get('/api/v1/whoami')
    const entries = await log('?type=service_account_created')

    const csv = ok(await acme.manage('GET', '/activity/export?format=csv&type=service_account_created'))
    const tokens = ok(await acme.manage('GET', '/activity/export?locale=de&type=token_issued'))

    expect(csv.headers.get('content-disposition')).toMatch(
      /^attachment; filename="activity-\d{4}-\d\d-\d\d\.csv"$/,
    )
    const [head, ...lines] = csv.text.split('\r\n')
    expect(head).toBe('\uFEFFnumber,at,type,actor_kind,actor,actor_name,role,address,details')
    expect(lines.slice(0, -1).map((line) => Number(line.split(',')[0]))).toEqual(
      entries.map(({ number }) => number),
    )
    expect(tokens.text).toContain(`;"'=HYPERLINK(""x"")";`)
    expect((await log('?type=export'))[0]).toMatchObject({
      actor_kind: 'operator',
      details: { content: 'activity', format: 'csv' },
    })
  })

  test('an exported workbook holds what the log held when it was asked for', async () => {
    const entries = await log('?limit=1000')

    const { bytes } = ok(await acme.manage('GET', '/activity/export?format=xlsx'))

    const book = await readXlsx(bytes)
    const [data, about] = book.sheets
    expect(data?.rows.slice(1).map((row) => row[0])).toEqual(entries.map(({ number }) => number))
    expect(JSON.stringify(about?.rows)).toContain('Acme: activity')
  })

  test('never says who an end user is: erasing one leaves it whole and without a trace', async () => {
    await app.given.events(acme, [
      download('ann.engineer@one.example', { person: { email: 'x@y.example', first_name: 'Ann' } }),
      download('bob.engineer@two.example'),
    ])
    for (const [path, body] of [
      ['/people/find', { email: 'bob.engineer@two.example' }],
      ['/people/withdraw-consent', { email: 'bob.engineer@two.example' }],
      ['/people/erase', { email: 'bob.engineer@two.example' }],
    ] as const)
      ok(await acme.manage('POST', path, body))

    const text = JSON.stringify(await log())
    const { findings } = JSON.parse((await app.operator('GET', '/api/v1/examination')).text)

    expect(text).toContain('person_erased')
    expect(text).not.toMatch(/engineer|example"/)
    expect(findings).toContainEqual(expect.objectContaining({ check: 'activity', status: 'ok' }))
  })
})
