import { permissionNames, roles, type Permission } from '@catalytics/contract/permissions.ts'
import { noAccount, noId, routes, type Route } from './route-table.ts'
import { mayCall } from './who-may-call.ts'

/** The routes that a test is about. */
export function those(fits: (route: Route, name: string) => boolean): readonly (readonly [string, Route])[] {
  return Object.entries(routes).filter(([name, route]) => fits(route, name))
}

const serviceAccess = ['leads:read', 'events:write', 'any']
export const isForService = ({ access }: Route) => serviceAccess.includes(access)
export const operators = ({ access }: Route) => access === 'operator'
export const isOfContract = (route: Route) => permissionOf(route) !== undefined
/** What the operator may do beside whoever else. */
export const isManaged = (route: Route) => operators(route) || isOfContract(route)
export const isForUsers = (route: Route) => route.access === 'session' || isOfContract(route)
export const isUnsafe = (name: string) => !name.startsWith('GET ')

export function permissionOf({ access }: Route): Permission | undefined {
  return permissionNames.find((name) => name === access)
}

/** The generated part: each role with each of what it may (or may not) do. */
export function rolesWith(may: boolean) {
  return those(isOfContract).flatMap(([name, route]) => {
    const fits = roles.filter((role) => mayCall[name]?.includes(role) === may)
    return fits.map((role) => [name, role, route] as const)
  })
}
export const isCallable = ({ status }: Route) => status !== null

export function methodOf(name: string): string {
  return name.split(' ')[0] ?? ''
}

export function missingIds(ids: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const missing: Readonly<Record<string, string>> = {
    ...noId,
    id: ids['id']?.startsWith('cat_sa_') === true ? noAccount : noId.id,
  }
  return Object.fromEntries(Object.keys(ids).map((name) => [name, missing[name] ?? 'none']))
}
