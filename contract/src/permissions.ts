/**
 * What a role may do: one table for the check and for the screen that explains it. The operator,
 * who stands above contracts, may do all of it.
 */
export const roles = ['account_administrator', 'administrator', 'analyst', 'viewer'] as const
export type Role = (typeof roles)[number]

const everybody = roles
const withoutViewers = ['account_administrator', 'administrator', 'analyst'] as const
const administrators = ['account_administrator', 'administrator'] as const
const accountAdministrators = ['account_administrator'] as const

export const permissions = {
  see_views: everybody,
  save_views: withoutViewers,
  see_leads: withoutViewers,
  download_reports: withoutViewers,
  schedule_reports: withoutViewers,
  change_reports_of_others: administrators,
  see_members: administrators,
  manage_members: administrators,
  see_activity: administrators,
  manage_service_accounts: administrators,
  manage_contract: administrators,
  manage_people: administrators,
  import_events: administrators,
  appoint_account_administrators: accountAdministrators,
  require_second_factor: accountAdministrators,
} as const satisfies Record<string, readonly Role[]>
export type Permission = keyof typeof permissions

const granted: Readonly<Record<Permission, readonly Role[]>> = permissions

export function rolesThatMay(permission: Permission): readonly Role[] {
  return granted[permission]
}

/** All that a role may do, in the order of the table. */
export function permissionsOf(role: Role): Permission[] {
  return permissionNames.filter((permission) => granted[permission].includes(role))
}

export const permissionNames = Object.keys(permissions).filter((name) => isPermission(name))

function isPermission(name: string): name is Permission {
  return Object.hasOwn(permissions, name)
}
