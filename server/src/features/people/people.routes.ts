import { leadId } from '@catalytics/contract/ids.ts'
import { erasure, findPerson, getPerson, personData, withdrawal } from '@catalytics/contract/people.ts'
import { may } from '../../http/access.ts'
import { contractParams } from '../../http/paths.ts'
import { managerOf, stillMayOf, type Api } from '../../http/server.ts'
import * as people from './people.erase.ts'

const access = may('manage_people')
const tags = ['people']
const erasureParams = contractParams.extend({ lead: leadId })

/** What data protection asks for: see, hand over, withdraw, erase. E-mails travel in bodies only. */
export function peopleRoutes(api: Api, deps: people.ErasureDeps): void {
  api.post(
    '/api/v1/contracts/:contract/people/find',
    {
      config: { access, reads: true },
      schema: {
        operationId: 'getPersonData',
        summary: 'All stored data of a person',
        tags,
        params: contractParams,
        body: getPerson,
        response: { 200: personData },
      },
    },
    async (request) => people.personData(deps, managerOf(request), request.params.contract, request.body),
  )
  api.post(
    '/api/v1/contracts/:contract/people/withdraw-consent',
    {
      config: { access },
      schema: {
        operationId: 'withdrawConsent',
        summary: 'Withdraw a person’s consent',
        tags,
        params: contractParams,
        body: findPerson,
        response: { 200: withdrawal },
      },
    },
    async (request) =>
      people.withdrawConsent(
        deps,
        managerOf(request),
        request.params.contract,
        request.body,
        stillMayOf(request),
      ),
  )
  api.post(
    '/api/v1/contracts/:contract/people/erase',
    {
      config: { access },
      schema: {
        operationId: 'erasePerson',
        summary: 'Erase a person',
        description:
          'When this answers, the person is gone from every answer; Location names the state of the clean-up on the disk.',
        tags,
        params: contractParams,
        body: findPerson,
        response: { 202: erasure },
      },
    },
    async (request, reply) => {
      const { contract } = request.params
      const begun = await people.erasePerson(
        deps,
        managerOf(request),
        contract,
        request.body,
        stillMayOf(request),
      )
      return reply
        .code(202)
        .header('location', `/api/v1/contracts/${contract}/erasures/${begun.lead_id}`)
        .send(begun)
    },
  )
  api.get(
    '/api/v1/contracts/:contract/erasures/:lead',
    {
      config: { access },
      schema: {
        operationId: 'getErasure',
        summary: 'State of an erasure',
        tags,
        params: erasureParams,
        response: { 200: erasure },
      },
    },
    async (request) => people.erasureOf(deps, request.params.contract, request.params.lead),
  )
}
