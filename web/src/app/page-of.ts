import { lazyRouteComponent } from '@tanstack/react-router'
import { ApiError } from '../lib/api.ts'

/**
 * A page whose code is fetched when it is opened first. Without a connection that is what is told: neither is it a fault,
 * nor does loading all anew help, which is right where a new version has taken the place of the code.
 */
export const pageOf: typeof lazyRouteComponent = (importer, name) =>
  lazyRouteComponent(
    () =>
      importer().catch((cause: unknown) => {
        throw navigator.onLine ? cause : new ApiError('read', { cause })
      }),
    name,
  )
