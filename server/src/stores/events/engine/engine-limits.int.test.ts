import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestEngine, type TestEngine } from './engine.fixture.ts'

// Other tests may be running: what is waited for comes soon, and soon is not a measurement.
const soon = { timeout: 60_000 }

let on: TestEngine

beforeAll(async () => {
  on = await openTestEngine()
})

afterAll(() => on.close())

describe('requests that end early or are too large', () => {
  test('an insert that breaks off inserts nothing', async () => {
    const sending = on.startInsert(' {"id":700,"name":"a"}\n')
    await delay(100)
    sending.destroy()
    await delay(100)

    expect(await on.count('id = 700')).toBe(0)
  })

  test('a body over 64 MiB is refused', async () => {
    const body = Buffer.alloc(64 * 1024 * 1024 + 1, ' ')

    const answer = await on.raw('/?query=INSERT+INTO+parts+FORMAT+CSV', {
      method: 'POST',
      headers: on.basic(),
      body,
    })

    expect(answer.status).toBe(413)
  })

  test('a reader that goes away ends its query', async () => {
    const abort = new AbortController()
    const query = 'SELECT sum(cityHash64(number)) FROM numbers(100000000000)'
    const asked = on.reader.query({ query, abort_signal: abort.signal })
    await expect.poll(() => on.running('cityHash64(number)'), soon).toBe(1)

    abort.abort()

    await expect(asked).rejects.toThrow(/aborted/)
    await expect.poll(() => on.running('cityHash64(number)'), soon).toBe(0)
  })

  test('a consumer that stops reading ends its stream', async () => {
    const answer = await on.reader.exec({
      query: 'SELECT number AS endless FROM numbers(100000000000) FORMAT CSV',
    })
    for await (const _chunk of answer.stream) break
    answer.stream.destroy()

    await expect.poll(() => on.running('AS endless'), soon).toBe(0)
  })

  test('a failure in the middle of an answer breaks it visibly', async () => {
    const answer = await on.reader.exec({
      query: 'SELECT throwIf(number = 5000000) FROM numbers(10000000) FORMAT CSV',
    })

    await expect(buffer(answer.stream)).rejects.toThrow(/aborted|terminated/)
    await expect.poll(() => on.running('throwIf'), soon).toBe(0)
  })
})

describe('limits', () => {
  test('too much memory fails the query, not the engine', async () => {
    const pid = on.engine.pid()
    const query = 'SELECT groupArray(repeat(toString(number), 100)) FROM numbers(100000000)'

    await expect(on.reader.query({ query })).rejects.toMatchObject({
      code: '241',
      type: 'MEMORY_LIMIT_EXCEEDED',
    })
    expect(on.engine.pid()).toBe(pid)
    expect(await on.reader.ping()).toEqual({ success: true })
  })

  test('a query past its time fails', async () => {
    const asked = on.reader.query({
      query: 'SELECT sum(cityHash64(number)) FROM numbers(100000000000)',
      clickhouse_settings: { max_execution_time: 1 },
    })

    await expect(asked).rejects.toMatchObject({ code: '159', type: 'TIMEOUT_EXCEEDED' })
  })

  test('a slow query holds up no fast one', async () => {
    const ends: string[] = []
    const slow = on.reader.query({ query: 'SELECT sleep(1.5)' }).then(() => ends.push('slow'))
    await Promise.all(
      [1, 2, 3].map(() => on.reader.query({ query: 'SELECT 1' }).then(() => ends.push('fast'))),
    )
    await slow

    expect(ends).toEqual(['fast', 'fast', 'fast', 'slow'])
  })

  test('more statements than can wait are turned away at once, the others are answered', async () => {
    const asked = Array.from({ length: 90 }, () =>
      on.raw('/?query=SELECT+sleep(0.2)', { headers: on.basic() }),
    )
    const answers = await Promise.all(asked)

    const statuses = answers.map((answer) => answer.status)
    expect(new Set(statuses)).toEqual(new Set([200, 503]))
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(72)
    expect(answers.find((answer) => answer.status === 503)?.body).toMatch(
      /Code: 202\..*TOO_MANY_SIMULTANEOUS_QUERIES/,
    )
  })
})

describe('KILL QUERY', () => {
  test('ends a read and tells which', async () => {
    const query = 'SELECT sum(cityHash64(number, 2)) FROM numbers(100000000000)'
    const asked = on.reader.query({ query, query_id: 'to-be-killed' }).catch((thrown: unknown) => thrown)
    await expect.poll(() => on.running('cityHash64(number, 2)'), soon).toBe(1)

    const killed = await on.kill('to-be-killed')

    expect(killed).toEqual([{ kill_status: 'finished', query_id: 'to-be-killed', user: 'reader', query }])
    expect(await asked).toMatchObject({ code: '394', type: 'QUERY_WAS_CANCELLED' })
    expect(await on.running('cityHash64(number, 2)')).toBe(0)
  })

  test('ends an insert whose rows have not arrived: they never will', async () => {
    const sending = on.startInsert('{"id":800,"name":"a"}\n', 'half-sent')
    await delay(100)

    const killed = await on.kill('half-sent')
    sending.end()
    await delay(100)

    expect(killed).toHaveLength(1)
    expect(await on.count('id = 800')).toBe(0)
  })

  test('waits for a running insert, whose rows are then there', async () => {
    await on.writer.command({
      query: 'CREATE TABLE slow (id UInt64, nap UInt8 MATERIALIZED sleep(2)) ENGINE = MergeTree ORDER BY id',
    })
    const values = [{ id: 1 }]
    const inserting = on.writer.insert({
      table: 'slow',
      values,
      format: 'JSONEachRow',
      query_id: 'slow-insert',
    })
    await expect.poll(() => on.running('INSERT INTO slow'), soon).toBe(1)

    await on.kill('slow-insert')

    const answer = await on.writer.query({ query: 'SELECT id FROM slow', format: 'TabSeparated' })
    expect(await answer.text()).toBe('1\n')
    await inserting
  })

  test('finds nothing when all is over', async () => {
    expect(await on.kill('never-seen')).toEqual([])
  })
})
