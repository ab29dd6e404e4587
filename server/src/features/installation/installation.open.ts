import { findMail, listMails } from '../../jobs/post.ts'
import type { Platform, Room } from '../../platform.ts'
import { mailRoutes } from './installation.mails.routes.ts'
import { installationRoutes } from './installation.routes.ts'

/** What is above contracts, for the operator. */
export function openInstallation({ db, clock, log, publicUrl, post, installation }: Platform): Room {
  return {
    routes(api) {
      installationRoutes(api, { ...installation, log })
      mailRoutes(api, {
        db,
        clock,
        publicUrl,
        post,
        list: (query) => listMails(db, query),
        find: (id) => findMail(db, id),
      })
    },
  }
}
