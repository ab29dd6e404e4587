import Fastify from 'fastify'
import { afterAll, describe, expect, test } from 'vitest'
import { acceptedFormat, acceptedLanguage } from './negotiate.ts'

const api = Fastify()
api.get('/', (request) => ({ format: acceptedFormat(request), language: acceptedLanguage(request) }))
afterAll(() => api.close())

async function negotiated(headers: Readonly<Record<string, string>>) {
  return (await api.inject({ url: '/', headers })).json<{ format: string; language: string }>()
}

describe('the format', () => {
  test.each([
    [undefined, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; q=1.0', 'csv'],
    ['text/*', 'csv'],
    ['application/x-ndjson', 'ndjson'],
    ['application/ndjson', 'ndjson'],
    ['application/*', 'json'],
    ['application/json, text/csv', 'json'],
    ['text/csv, application/json', 'json'],
    ['text/csv;q=0.8, application/json;q=0.2', 'csv'],
    ['application/json;q=0, text/csv;q=0.1', 'csv'],
    ['*/*;q=0.1, text/csv', 'csv'],
    // What a browser sends.
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json'],
    ['image/png', 'json'],
    ['text/csv;q=nonsense', 'json'],
    [`${'text/plain,'.repeat(5000)}text/csv`, 'json'],
  ])('for Accept %.60s is %s', async (accept, format) => {
    expect((await negotiated(accept === undefined ? {} : { accept })).format).toBe(format)
  })
})

describe('the language', () => {
  test.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['DE-at', 'de-at'],
    ['fr;q=0.3, de;q=0.9', 'de'],
    ['de;q=0, fr;q=0.1', 'fr'],
    ['*', 'en'],
    ['tlh, fr', 'fr'],
    ['i-klingon;q=1, x-private', 'en'],
    ['../../etc/passwd', 'en'],
    ['en-', 'en'],
    ["de'; drop table", 'en'],
  ])('for Accept-Language %j is %s', async (accepted, language) => {
    const headers: Record<string, string> = accepted === undefined ? {} : { 'accept-language': accepted }
    expect((await negotiated(headers)).language).toBe(language)
  })
})
