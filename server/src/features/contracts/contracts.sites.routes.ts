import { changeSite, site, siteList } from '@catalytics/contract/sites.ts'
import { line } from '@catalytics/contract/text.ts'
import { may } from '../../http/access.ts'
import { changeConditions, preconditionOf, withVersion } from '../../http/conditions.ts'
import { contractParams } from '../../http/paths.ts'
import { managerOf, type Api } from '../../http/server.ts'
import * as sites from './contracts.sites.ts'
import type { Deps } from './contracts.ts'

const tags = ['contracts']
const access = may('manage_contract')
const siteParams = contractParams.extend({ site: line(100) })

/** Sites and the keys with which their pages send events. */
export function siteRoutes(api: Api, deps: Deps): void {
  api.get(
    '/api/v1/contracts/:contract/sites',
    {
      config: { access },
      schema: {
        operationId: 'listSites',
        summary: 'Sites and their public keys',
        description: 'Ordered by name. A site known from events only has no public key yet.',
        tags,
        params: contractParams,
        response: { 200: siteList },
      },
    },
    async (request) => ({ data: [...(await sites.listSites(deps, request.params.contract))] }),
  )
  api.get(
    '/api/v1/contracts/:contract/sites/:site',
    {
      config: { access },
      schema: {
        operationId: 'getSite',
        summary: 'One site',
        tags,
        params: siteParams,
        response: { 200: site },
      },
    },
    async (request, reply) => {
      const { contract, site: key } = request.params
      return withVersion(reply, await sites.showSite(deps, contract, key))
    },
  )
  api.put(
    '/api/v1/contracts/:contract/sites/:site',
    {
      config: { access },
      schema: {
        operationId: 'putSite',
        summary: 'Prepare a site for sending events, or change it',
        description:
          'Gives the site a public key where it has none. Origins and the switch hold from the next request on.',
        tags,
        params: siteParams,
        headers: changeConditions,
        body: changeSite,
        response: { 200: site },
      },
    },
    async (request, reply) => {
      const { contract, site: key } = request.params
      const condition = preconditionOf(request.headers)
      const actor = managerOf(request)
      return withVersion(reply, await sites.putSite(deps, actor, contract, key, request.body, condition))
    },
  )
  api.post(
    '/api/v1/contracts/:contract/sites/:site/public-key',
    {
      config: { access },
      schema: {
        operationId: 'renewPublicKey',
        summary: 'Replace the public key of a site',
        description:
          'The previous key stops working at once: pages send nothing until they have the new tag.',
        tags,
        params: siteParams,
        response: { 200: site },
      },
    },
    async (request) => {
      const { contract, site: key } = request.params
      return sites.renewPublicKey(deps, managerOf(request), contract, key)
    },
  )
}
