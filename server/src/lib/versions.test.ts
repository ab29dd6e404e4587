import { expect, test } from 'vitest'
import { changedFields, versionOf } from './versions.ts'

test('a version is the same for the same values only', () => {
  const version = versionOf({ name: 'CRM', networks: ['10.0.0.0/8'] })

  expect(version).toMatch(/^[\w-]{22}$/)
  expect(versionOf({ name: 'CRM', networks: ['10.0.0.0/8'] })).toBe(version)
  expect(versionOf({ name: 'CRM', networks: [] })).not.toBe(version)
})

test('what is given as it is already is no change', () => {
  const before = { name: 'CRM', networks: ['10.0.0.0/8'], expires_at: null }
  const fields = ['name', 'networks', 'expires_at'] as const

  expect(changedFields(fields, before, { ...before })).toEqual([])
  expect(changedFields(fields, before, { name: 'CRM 2', networks: ['10.0.0.0/8'] })).toEqual(['name'])
  expect(changedFields(fields, before, { networks: [], expires_at: 5 })).toEqual(['networks', 'expires_at'])
})
