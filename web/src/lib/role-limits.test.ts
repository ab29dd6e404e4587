import { describe, expect, test } from 'vitest'
import { ownContract } from '@catalytics/contract/accounts.ts'
import { member, type MemberAnswer } from '@catalytics/contract/members.ts'
import { permissionsOf, type Role } from '@catalytics/contract/permissions.ts'
import { hindranceOf, mayGive } from './role-limits.ts'

const ann = someone('Ann', 'account_administrator')
const bob = someone('Bob', 'account_administrator')
const cleo = someone('Cleo', 'analyst')

describe('an account administrator', () => {
  test('stays while there is no other', () => {
    expect(hindranceOf(ann, [ann, cleo], seenBy('account_administrator'))).toBe('lastAccountAdministrator')
    expect(hindranceOf(ann, [ann, bob, cleo], seenBy('account_administrator'))).toBeUndefined()
  })

  test('is changed by account administrators only', () => {
    expect(hindranceOf(ann, [ann, bob], seenBy('administrator'))).toBe('needsAccountAdministrator')
  })
})

test('everybody else may be changed by whoever manages members', () => {
  expect(hindranceOf(cleo, [ann, cleo], seenBy('administrator'))).toBeUndefined()
})

test.each([
  ['administrator', 'account_administrator', false],
  ['administrator', 'administrator', true],
  ['account_administrator', 'account_administrator', true],
] as const)('%s gives the role %s: %s', (own, given, may) => {
  expect(mayGive(given, seenBy(own))).toBe(may)
})

function someone(name: string, role: Role): MemberAnswer {
  const user = `us_${name.padEnd(16, '0')}`
  const at = '2026-11-22T12:00:00Z'
  const email = `${name.toLowerCase()}@acme.example`
  return member.parse({
    user,
    email,
    name,
    role,
    joined_at: at,
    last_seen_at: null,
    second_factor: false,
    version: 'v1',
  })
}

function seenBy(role: Role) {
  const contract = { id: 'ct_0123456789abcdef', name: 'Acme', time_zone: 'UTC', features: [] }
  return ownContract.parse({
    ...contract,
    role,
    permissions: permissionsOf(role),
    second_factor_required: false,
  })
}
