/**
 * What a role may do: one table for the check and for the screen that explains it (DESIGN.md section 6). The operator,
 * who stands above contracts, may do all of it.
 */
export const roles = ['account_administrator', 'administrator', 'analyst', 'viewer'] as const
export type Role = (typeof roles)[number]

export const permissions = {
  manage_service_accounts: ['account_administrator', 'administrator'],
  manage_contract: ['account_administrator', 'administrator'],
  manage_people: ['account_administrator', 'administrator'],
  see_activity: ['account_administrator', 'administrator'],
  import_events: ['account_administrator', 'administrator'],
} as const satisfies Record<string, readonly Role[]>
export type Permission = keyof typeof permissions
