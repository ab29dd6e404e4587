import { describe, expect, test } from 'vitest'
import { languages } from '@catalytics/contract/languages.ts'
import { contentNames, fileWords, notesOf } from './exports.notes.ts'

const contract = { name: 'Acme', time_zone: 'Europe/Paris' }
const now = Date.parse('2026-11-22T09:00:00.000Z')
const facts = {
  contract,
  content: 'lead-actions',
  filter: [
    ['actions', ['cad_download', 'quote_request']],
    ['countries', []],
    ['locked_to', ['catalog:bearings']],
  ],
  period: { from: Date.parse('2026-10-01T00:00:00Z'), to: null },
  sequence: { through: 250 },
  locale: 'en-GB',
  now,
} as const

describe('what a file says about itself', () => {
  test('is said in the language of the reader’s locale', () => {
    const { labels: _labels, ...english } = notesOf(facts)
    const french = notesOf({ ...facts, locale: 'fr-CH' })
    const german = notesOf({ ...facts, locale: 'de-AT' })

    expect(english).toEqual({
      title: 'Acme: lead actions',
      filter: 'actions cad_download, quote_request; locked to catalog:bearings',
      period: '2026-10-01T00:00:00.000Z to … (excluded)',
      time_zone: 'Europe/Paris',
      from_seq: 1,
      to_seq: 250,
      made_at: '2026-11-22T09:00:00.000Z',
    })
    expect([french.title, french.filter, french.labels.about]).toEqual([
      'Acme : actions des leads',
      'actions cad_download, quote_request; limité à catalog:bearings',
      'À propos',
    ])
    expect([german.title, german.period, german.labels.data]).toEqual([
      'Acme: Aktionen der Leads',
      'von 2026-10-01T00:00:00.000Z bis … (ausschließlich)',
      'Daten',
    ])
  })

  test('is English for whoever names no locale, and says so where nothing was asked for', () => {
    const notes = notesOf({
      ...facts,
      locale: undefined,
      filter: [['types', []]],
      period: { from: null, to: null },
      sequence: null,
    })

    expect(notes).toMatchObject({ filter: 'none', period: 'all', from_seq: null, to_seq: null })
    expect(notes.labels.about).toBe('About')
  })
})

describe.each(languages)('the words of files in %s', (language) => {
  const { contents, labels } = fileWords[language]

  test('name the sheets as every spreadsheet takes it', () => {
    for (const name of [labels.data, labels.about]) {
      // With a number behind it for the sheets that follow the first.
      expect(`${name} 10000`.length).toBeLessThanOrEqual(31)
      expect(name).not.toMatch(/[[\]:*?/\\']/)
    }
    expect(labels.data).not.toBe(labels.about)
  })

  test('tell the lines and the contents apart', () => {
    expect(new Set(Object.values(labels)).size).toBe(Object.keys(labels).length)
    expect(new Set(Object.values(contents)).size).toBe(contentNames.length)
  })
})
