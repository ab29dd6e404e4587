import { beforeAll, describe, expect, test } from 'vitest'
import { leadActionPage } from '@catalytics/contract/leads.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

// The forms in which senders write ids, times and languages.

describe.each(storeKinds)('an event is taken, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract()
  })
  let senders = 0
  async function storedOf(fields: Readonly<Record<string, unknown>>) {
    senders += 1
    const email = `sender-${senders}@acme.example`
    const sent = { ...download(email), ...fields }
    const answer = await acme.send([sent])
    const { data } = leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions?limit=1000')).body)
    return { sent, answer, row: data.find((row) => row.email === email) }
  }

  test.each([
    ['of version 1', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
    ['of version 4', '3d813cbb-47fb-42ba-91df-831e1593ac29'],
    ['of version 8', '320c3d4d-cc00-875b-8ec9-32d5f69181c0'],
    ['of a database (SQL Server, NEWSEQUENTIALID)', '99EEB7B2-7A4B-F011-BEC2-6045BD9A3F10'],
    ['with the variant of Microsoft', '00000000-0000-0000-c000-000000000046'],
    ['with a version that there is not', '12345678-1234-0234-0234-123456789abc'],
    ['of ones alone', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['of zeros alone', '00000000-0000-0000-0000-000000000000'],
    ['in capitals', 'ABCDEFAB-CDEF-FABC-DEFA-BCDEFABCDEFA'],
  ])('with an id %s, which counts once however it is written', async (_, id) => {
    const { sent, answer, row } = await storedOf({ id })

    expect(answer).toMatchObject({ accepted: 1, rejected: [] })
    expect(row?.action_id).toBe(id.toLowerCase())
    for (const again of [id.toLowerCase(), id.toUpperCase()])
      expect(await acme.send([{ ...sent, id: again }])).toMatchObject({ accepted: 0, duplicates: 1 })
    const other = await acme.send([{ ...sent, id: id.toUpperCase(), catalog: 'another' }])
    expect(other.rejected).toMatchObject([{ reason: 'id_conflict' }])
  })

  test.each([
    ['braces', '{99EEB7B2-7A4B-F011-BEC2-6045BD9A3F11}', '99eeb7b2-7a4b-f011-bec2-6045bd9a3f11'],
    ['a URN', 'urn:uuid:99eeb7b2-7a4b-f011-bec2-6045bd9a3f12', '99eeb7b2-7a4b-f011-bec2-6045bd9a3f12'],
    ['digits alone', '99EEB7B27A4BF011BEC26045BD9A3F13', '99eeb7b2-7a4b-f011-bec2-6045bd9a3f13'],
  ])('with an id as %s, the same event as with the usual form', async (_, id, usual) => {
    const { sent, answer, row } = await storedOf({ id })

    expect(answer).toMatchObject({ accepted: 1, rejected: [] })
    expect(row?.action_id).toBe(usual)
    expect(await acme.send([{ ...sent, id: usual }])).toMatchObject({ accepted: 0, duplicates: 1 })
    const other = await acme.send([{ ...sent, id, at: '1980-01-01T00:00:00Z' }])
    expect(other.rejected).toMatchObject([{ reason: 'at_out_of_range', id }])
  })

  test.each(['{99EEB7B2-7A4B-F011-BEC2-6045BD9A3F11', '{}', '99EEB7B27A4BF011BEC26045BD9A3F1', '{id}'])(
    'but not with the id %s',
    async (id) => {
      expect((await storedOf({ id })).answer.rejected).toMatchObject([{ id, reason: 'invalid_id' }])
    },
  )

  test.each([
    ['2026-02-20T08:15:30+0100', '2026-02-20T07:15:30.000Z'],
    ['2026-02-20t08:15:30.5z', '2026-02-20T08:15:30.500Z'],
    ['2026-02-20T08:15Z', '2026-02-20T08:15:00.000Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
    ['2026-02-20 08:15:30Z', '2026-02-20T08:15:30.000Z'],
    ['2026-02-20T08:15:30.123999Z', '2026-02-20T08:15:30.123Z'],
  ])('at %s', async (at, iso) => {
    const { sent, answer, row } = await storedOf({ at })

    expect(answer).toMatchObject({ accepted: 1, rejected: [] })
    expect(row?.at).toBe(iso)
    expect(await acme.send([{ ...sent, at: iso }])).toMatchObject({ accepted: 0, duplicates: 1 })
  })

  test.each([
    ['de-DE-u-co-phonebk', 'de-DE-u-co-phonebk'],
    ['sl-rozaj-biske-1994', 'sl-rozaj-biske-1994'],
    ['x-whatever', 'x-whatever'],
    ['i-klingon', 'i-klingon'],
    ['zh-cmn-Hans-CN', 'zh-cmn-Hans-CN'],
    ['de_AT.UTF-8', 'de-AT'],
    ['de-de', 'de-DE'],
    ['ZH-HANT-tw', 'zh-Hant-TW'],
    [null, null],
    [5, null],
    ['Deutsch', null],
    ['', null],
  ])('in the language "%s"', async (language, kept) => {
    const { answer, row } = await storedOf({ language })

    expect(answer).toMatchObject({ accepted: 1, rejected: [] })
    expect(row?.language ?? null).toBe(kept)
  })

  test('a language in each of its places costs nothing', async () => {
    const person = { email: 'polyglot@acme.example', language: '?', consent: { manufacturer: true } }
    const document = { name: 'sheet.pdf', language: 'en-US-u-hc-h23-x-own' }
    const opened = { type: 'document_open', format: undefined }

    for (const language of [undefined, null, 5]) {
      const both = { document: { ...document, language }, person: { ...person, language } }
      expect((await storedOf({ ...opened, ...both })).answer).toMatchObject({ accepted: 1, rejected: [] })
    }
    expect((await storedOf({ ...opened, document, person })).answer).toMatchObject({
      accepted: 1,
      rejected: [],
    })
  })

  test('a time that is none is refused with a right one', async () => {
    const answer = await acme.send([{ ...download('late@acme.example'), at: '2026-02-20T08:15:30' }])

    expect(answer.rejected).toMatchObject([
      { reason: 'invalid_at', detail: expect.stringMatching(/^at: names no offset .*2026-11-20T08:15:30Z/) },
    ])
  })

  test.each([null, 1_770_000_000, {}])('and so is a time that is no text: %j', async (at) => {
    const consent = { manufacturer: true, at }
    const person = { email: 'late@acme.example', consent }
    const { rejected } = await acme.send([
      { ...download('late@acme.example'), at },
      { ...download('late@acme.example'), person },
    ])

    expect(rejected).toMatchObject([
      { detail: expect.stringMatching(/^at: must be a text; send one such as 2026-11-20T08:15:30Z/) },
      { detail: expect.stringMatching(/^person\.consent\.at: must be a text; send one such as 2026/) },
    ])
  })
})
