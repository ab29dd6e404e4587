import { describe, expect, test } from 'vitest'
import type { ActivityDetail } from '@catalytics/contract/activity-details.ts'
import type { ActivityEntry } from '@catalytics/contract/activity.ts'
import type { Language } from '@catalytics/contract/languages.ts'
import { sayIn } from '@catalytics/contract/words/say.ts'
import { de } from '../../i18n/de/de.ts'
import { en } from '../../i18n/en/en.ts'
import { fr } from '../../i18n/fr/fr.ts'
import type { Say } from '../../i18n/texts.ts'
import { tellDetails } from './activity-details.ts'
import { formatDuration } from './duration.ts'

const trees = { en, fr, de } as const

function told(language: Language, details: ActivityEntry['details'], entry: Partial<ActivityEntry> = {}) {
  const tree = trees[language]
  const say: Say = (key, ...values) => sayIn(tree, language, key, values[0])
  const found = tellDetails({ ...bare, ...entry, details }, { tree, language, say })
  return found.map(({ label, value }) => `${label}: ${value}`)
}

const bare: ActivityEntry = {
  id: '1',
  number: 1,
  at: '2026-11-22T12:00:00Z',
  type: 'visit',
  actor_kind: 'user',
  actor: 'us_1',
  actor_name: null,
  role: null,
  address: null,
  details: {},
}

/** Every detail there is, with what it holds on the wire; one that is missing does not compile. */
const everything: Readonly<Record<ActivityDetail, ActivityEntry['details'][string]>> = {
  account: 'cat_sa_1',
  before: '2026-11-01',
  email: 'ann@acme.example',
  export: 'ex_1',
  import: 'im_1',
  invitation: 'in_1',
  lead_id: 'le_1',
  merged_lead: 'le_2',
  name: 'CRM',
  password: 'pw_1',
  request: 're_1',
  site: 'www',
  user: 'us_1',
  accepted: 12_345,
  actions: 1,
  count: 2,
  duplicates: 3,
  overlap_seconds: 259_200,
  people: 4,
  refused: 5,
  rejected: 6,
  removed: 7,
  rows: 8,
  taken: 9,
  role: 'account_administrator',
  from: 'viewer',
  to: 'analyst',
  fields: 'excluded_domains, expires_at',
  scopes: 'leads:read, stats:read',
  format: 'ndjson',
  content: 'activity',
  reason: 'wrong_password',
  category: 'problem',
  time_zone: 'Europe/Paris',
  unknown_segments: 'reject',
  retention_months: 24,
  second_factor_required: true,
}

test.each(['en', 'fr', 'de'] as const)('nothing that a program wrote is left as it was, %s', (language) => {
  const lines = told(language, everything)

  const raw = lines.filter((line) =>
    /[a-z]_[a-z]|leads:|259|12345|2026-11/.test(line.replace(/: (pw|ex|im|le|re)_1$/, '')),
  )
  expect(raw).toEqual([])
})

describe('an entry tells', () => {
  test('a rotation in a length of time', () => {
    const details = { account: 'cat_sa_1', name: 'CRM sync', overlap_seconds: 259_200 }

    expect(told('en', details)).toEqual(['name: CRM sync', 'old password still works for: 3 days'])
    expect(told('de', { ...details, overlap_seconds: 0 })).toContain('das alte Passwort gilt noch: gar nicht')
  })

  test('roles, rights, reasons and days by their words', () => {
    expect(told('fr', { from: 'viewer', to: 'administrator' })).toEqual(['de: Lecteur', 'à: Administrateur'])
    expect(told('en', { scopes: 'leads:read, stats:read' })).toEqual(['scopes: Read leads, Read figures'])
    expect(told('de', { reason: 'wrong_code' })).toEqual(['Grund: falscher Code des zweiten Faktors'])
    expect(told('en', { reason: 'unknown_catalog' })).toEqual(['reason: Unknown catalog'])
    expect(told('de', { before: '2026-11-01', actions: 1200 })).toEqual([
      'vor dem: 01.11.2026',
      'Aktionen: 1.200',
    ])
  })

  test('changed settings once: those without a value beside them by their names', () => {
    const details = {
      fields: 'name, excluded_domains, retention_months',
      name: 'Acme',
      retention_months: null,
    }

    expect(told('en', details, { type: 'settings_changed' })).toEqual([
      'name: Acme',
      'retention: For ever',
      'changed: domains excluded from leads',
    ])
  })

  test('no id where a name says more, and none of who did it', () => {
    const user = { user: 'us_2', email: 'ann@acme.example', role: 'viewer' }

    expect(told('en', user)).toEqual(['e-mail: ann@acme.example', 'role: Viewer'])
    expect(told('en', { account: 'us_1', password: 'pw_1' })).toEqual(['password id: pw_1'])
    expect(told('en', { account: 'cat_sa_9' })).toEqual(['account: cat_sa_9'])
  })

  test('what a later version might write, as it stands', () => {
    expect(told('en', { colour: 'red', reason: 'new_reason' })).toEqual(['colour: red', 'reason: new_reason'])
  })
})

test.each([
  [0, '0 days'],
  [90, '90 seconds'],
  [3600, '1 hour'],
  [129_600, '36 hours'],
] as const)('%i seconds are %s', (seconds, words) => {
  expect(formatDuration(seconds, 'en')).toBe(words)
})
