import {
  changeContract,
  contract,
  contractList,
  createContract,
  nameSegments,
  segmentList,
} from '@catalytics/contract/contracts.ts'
import { may, operatorOnly } from '../../http/access.ts'
import { changeConditions, preconditionOf, withVersion } from '../../http/conditions.ts'
import { contractParams } from '../../http/paths.ts'
import { managerOf, type Api } from '../../http/server.ts'
import * as contracts from './contracts.ts'

const tags = ['contracts']

export function contractRoutes(
  api: Api,
  deps: contracts.Deps & { readonly endFeature: contracts.EndFeature },
): void {
  api.post(
    '/api/v1/contracts',
    {
      config: { access: operatorOnly },
      schema: {
        operationId: 'createContract',
        summary: 'Create a contract',
        tags,
        body: createContract,
        response: { 201: contract },
      },
    },
    async (request, reply) => {
      const made = await contracts.addContract(deps, managerOf(request), request.body)
      return reply.code(201).header('location', `/api/v1/contracts/${made.id}`).send(contracts.present(made))
    },
  )
  api.get(
    '/api/v1/contracts',
    {
      config: { access: operatorOnly },
      schema: {
        operationId: 'listContracts',
        summary: 'All contracts',
        tags,
        response: { 200: contractList },
      },
    },
    async () => ({ data: (await contracts.listContracts(deps)).map(contracts.present) }),
  )
  api.get(
    '/api/v1/contracts/:contract',
    {
      config: { access: may('manage_contract') },
      schema: {
        operationId: 'getContract',
        summary: 'One contract',
        tags,
        params: contractParams,
        response: { 200: contract },
      },
    },
    async (request, reply) =>
      withVersion(reply, contracts.present(await contracts.requireContract(deps, request.params.contract))),
  )
  api.patch(
    '/api/v1/contracts/:contract',
    {
      config: { access: may('manage_contract') },
      schema: {
        operationId: 'changeContract',
        summary: 'Change a contract',
        description: 'Fields that are absent stay as they are. Only the operator switches features.',
        tags,
        params: contractParams,
        headers: changeConditions,
        body: changeContract,
        response: { 200: contract },
      },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const actor = managerOf(request)
      const condition = preconditionOf(headers)
      const changed = await contracts.changeContract(deps, actor, params.contract, body, condition)
      return withVersion(reply, contracts.present(changed))
    },
  )
  api.get(
    '/api/v1/contracts/:contract/segments',
    {
      config: { access: may('manage_contract') },
      schema: {
        operationId: 'listSegments',
        summary: 'Catalogs, networks and sites',
        tags,
        params: contractParams,
        response: { 200: segmentList },
      },
    },
    async (request, reply) => {
      const found = await contracts.requireContract(deps, request.params.contract)
      return withVersion(reply, await contracts.showSegments(deps, found))
    },
  )
  api.put(
    '/api/v1/contracts/:contract/segments',
    {
      config: { access: may('manage_contract') },
      schema: {
        operationId: 'nameSegments',
        summary: 'Add or rename catalogs, networks and sites',
        description: 'Adds the keys that are not known yet, and renames the others.',
        tags,
        params: contractParams,
        headers: changeConditions,
        body: nameSegments,
        response: { 200: segmentList },
      },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const found = await contracts.requireContract(deps, params.contract)
      const actor = managerOf(request)
      const condition = preconditionOf(headers)
      const list = await contracts.nameSegments(deps, actor, found, body.segments, condition)
      return withVersion(reply, list)
    },
  )
}
