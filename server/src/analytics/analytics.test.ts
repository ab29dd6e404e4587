import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { statementCases } from '../../test/statement-cases.ts'
import { blankPeople } from '../stores/sequence/sequence.events.ts'
import { columns } from './columns.ts'
import type { Condition } from './condition.ts'
import { planOf } from './plan.ts'
import { noFilter, type Question } from './question.ts'
import { openBinding } from './sql/statement.ts'

const golden = join(import.meta.dirname, 'golden')

describe('statements', () => {
  test.each(Object.entries(statementCases))('%s is what was reviewed', (name, { query, params }) => {
    const text = readFileSync(join(golden, `${name}.sql`), 'utf8')
    expect(`${query}\n-- ${JSON.stringify(params)}\n`).toBe(text)
  })

  test('each that was reviewed is still made', () => {
    const names = Object.keys(statementCases).map((name) => `${name}.sql`)
    expect(readdirSync(golden).toSorted()).toEqual(names.toSorted())
  })

  test.each(Object.entries(statementCases))(
    '%s reads one contract, which it does not name',
    (_name, made) => {
      const reads = made.query.match(/FROM events\b/g) ?? []
      const ownRows = made.query.match(/FROM events\s+WHERE contract = \{contract: UInt32\}/g) ?? []
      expect(reads.length).toBeGreaterThan(0)
      expect(ownRows.length).toBe(reads.length)
      expect(Object.keys(made.params)).not.toContain('contract')
    },
  )
})

describe('what had left', () => {
  const asked: Omit<Question, 'mode'> = {
    filter: { ...noFilter, actions: ['cad_download'], countries: ['DE'], segmentLock: ['site:www'] },
    after: 0,
    through: 9,
    moved: [1],
  }

  test('asks neither for the release nor for the country, which are those of today', () => {
    expect(namedIn(planOf({ ...asked, mode: 'mayLeave' }).where)).toEqual(
      new Set(['seq', 'released', 'type', 'country', 'person', 'channel_kind', 'channel']),
    )
    expect(namedIn(planOf({ ...asked, mode: 'hadLeft' }).where)).toEqual(
      new Set(['seq', 'kind', 'type', 'channel_kind', 'channel']),
    )
  })

  test('asks for nothing that an erasure blanks', async () => {
    const told: string[] = []
    const command = (statement: string) => {
      told.push(statement)
      return Promise.resolve()
    }
    await blankPeople({ ...nothing, command }, contractNumber.parse(1), [7])

    const set = /UPDATE (.*) WHERE/s.exec(told[0] ?? '')?.[1] ?? ''
    const blanked = [...set.matchAll(/(\w+) = /g)].map(([, name = '']) => name)
    expect(blanked).toContain('company')
    const lasting = Object.entries(columns).flatMap(([name, { isLasting }]) => (isLasting ? [name] : []))
    expect(lasting.filter((name) => blanked.includes(name))).toEqual([])
  })
})

test('a value that is bound twice stands among the parameters once; another one of its name has its own', () => {
  const { bind, params } = openBinding()

  expect(['a', 'b', 'a', 'c'].map((text) => bind('keys', 'Array(String)', [text]))).toEqual([
    '{keys: Array(String)}',
    '{keys_2: Array(String)}',
    '{keys: Array(String)}',
    '{keys_3: Array(String)}',
  ])
  expect(params()).toEqual({ keys: ['a'], keys_2: ['b'], keys_3: ['c'] })
})

const refuse = () => {
  throw new Error('only a command is expected')
}
const nothing = {
  rows: refuse,
  bytes: refuse,
  stream: refuse,
  insert: refuse,
  settleOthers: refuse,
  scrubbed: refuse,
  ping: refuse,
  close: refuse,
}

function namedIn(conditions: readonly Condition[]): ReadonlySet<string> {
  return new Set(
    conditions.flatMap((one) => {
      if ('anyOf' in one) return [...namedIn(one.anyOf)]
      return 'allOf' in one ? [...namedIn(one.allOf)] : [one.column]
    }),
  )
}
