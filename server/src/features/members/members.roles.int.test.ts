import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, describe, inject, test } from 'vitest'
import { createContract } from '@catalytics/contract/contracts.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { atEnd } from '../../../test/at-end.ts'
import { createDatabase } from '../../../test/postgres.ts'
import { openLog } from '../../lib/log.ts'
import { openDirectory, type Directory } from '../../stores/directory/directory.ts'
import { makeUser } from '../accounts/accounts.ts'
import { operator, type Actor } from '../activity/activity.ts'
import { addContract, type Contract } from '../contracts/contracts.ts'
import { noPassword } from '../credentials/credentials.renewal.ts'
import { changeRole, removeMember } from './members.roles.ts'
import { addMember, roleOf } from './members.ts'

const clock = () => new Date('2026-11-29T10:00:00Z')

describe.each(['sqlite', 'postgres'] as const)(
  'a role that has changed since the request came in, %s',
  (kind) => {
    let db: Directory['db']
    let acme: Contract
    let counted = 0
    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'catalytics-roles-'))
      const url = kind === 'postgres' ? await createDatabase(inject('postgresUrl'), 'roles') : null
      const target = url === null ? { file: join(folder, 'directory.db') } : { url }
      const directory = await openDirectory(target, openLog('silent'))
      atEnd(async () => {
        await directory.close()
        rmSync(folder, { recursive: true, force: true })
      })
      db = directory.db
      acme = await addContract({ db, clock }, operator, createContract.parse({ name: 'Acme' }))
      await member('account_administrator')
    })

    async function member(role: Role) {
      const email = `user-${(counted += 1)}@acme.example`
      const origin = { made_by: 'operator', made_in: acme.number }
      const given = { email, name: email, language: 'en', ...noPassword(), ...origin } as const
      const { id } = await makeUser({ clock }, db, given)
      await addMember({ db, clock }, operator, acme.number, { user: id, email, role })
      return id
    }

    test.each([
      ['account_administrator', 'administrator', 'account_administrator'],
      ['account_administrator', 'viewer', 'analyst'],
      ['administrator', 'analyst', 'analyst'],
    ] as const)('who was %s and is %s now makes nobody %s', async (was, is, given) => {
      const [ann, bob] = [await member(was), await member('viewer')]
      // As the request found it.
      const actor: Actor = { kind: 'user', id: ann, address: '192.0.2.1', name: 'ann', role: was }
      await changeRole({ db, clock }, operator, acme.id, ann, is)

      const changing = changeRole({ db, clock }, actor, acme.id, bob, given)

      await expect(changing).rejects.toMatchObject({ code: 'forbidden' })
      expect((await roleOf({ db }, acme.id, bob))?.role).toBe('viewer')
    })

    test('who was removed in between removes nobody', async () => {
      const [ann, bob] = [await member('account_administrator'), await member('viewer')]
      const actor: Actor = {
        kind: 'user',
        id: ann,
        address: null,
        name: 'ann',
        role: 'account_administrator',
      }
      await removeMember({ db, clock }, operator, acme.id, ann)

      await expect(removeMember({ db, clock }, actor, acme.id, bob)).rejects.toMatchObject({
        code: 'forbidden',
      })
      expect((await roleOf({ db }, acme.id, bob))?.role).toBe('viewer')
    })
  },
)
