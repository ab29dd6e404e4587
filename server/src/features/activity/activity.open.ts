import type { Platform, Room } from '../../platform.ts'
import { activityRoutes } from './activity.routes.ts'

/** Who did what. */
export function openActivity({ db, clock }: Platform): Room {
  return { routes: (api) => activityRoutes(api, { db, clock }) }
}
