import { expect, test } from 'vitest'
import { permissionNames, permissionsOf, roles, rolesThatMay } from '@catalytics/contract/permissions.ts'

/*
 * Who may do what, written down by hand: it is not read from the table that is looked at. The columns are account
 * administrator, administrator, analyst, viewer.
 */
const table = {
  see_views: 'yes yes yes yes',
  save_views: 'yes yes yes no',
  see_leads: 'yes yes yes no',
  download_reports: 'yes yes yes no',
  schedule_reports: 'yes yes yes no',
  change_reports_of_others: 'yes yes no no',
  see_members: 'yes yes no no',
  manage_members: 'yes yes no no',
  see_activity: 'yes yes no no',
  manage_service_accounts: 'yes yes no no',
  manage_contract: 'yes yes no no',
  manage_people: 'yes yes no no',
  import_events: 'yes yes no no',
  appoint_account_administrators: 'yes no no no',
  require_second_factor: 'yes no no no',
} as const

const columns = ['account_administrator', 'administrator', 'analyst', 'viewer'] as const

test('the table has every role and every permission', () => {
  expect([...roles].toSorted()).toEqual([...columns].toSorted())
  expect([...permissionNames].toSorted()).toEqual(Object.keys(table).toSorted())
})

test.each(permissionNames)('%s is for those roles, and no others', (permission) => {
  const answers = table[permission].split(' ')

  for (const [index, role] of columns.entries()) {
    expect([role, rolesThatMay(permission).includes(role)]).toEqual([role, answers[index] === 'yes'])
    expect([role, permissionsOf(role).includes(permission)]).toEqual([role, answers[index] === 'yes'])
  }
})
