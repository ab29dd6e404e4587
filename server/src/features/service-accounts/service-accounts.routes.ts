import { z } from 'zod'
import {
  changeServiceAccount,
  createServiceAccount,
  regenerateServiceAccount,
  serviceAccount,
  serviceAccountList,
  serviceAccountQuery,
  serviceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import { may } from '../../http/access.ts'
import { changeConditions, preconditionOf, withVersion } from '../../http/conditions.ts'
import { managerOf, type Api } from '../../http/server.ts'
import { accountOf, contractOf, listPath, onePath, passwordPath } from './service-accounts.paths.ts'
import type { ServiceAccounts } from './service-accounts.room.ts'
import { endPassword, regenerate } from './service-accounts.rotation.ts'
import {
  addServiceAccount,
  changeServiceAccount as change,
  listServiceAccounts,
  removeServiceAccount,
  setEnabled,
  showServiceAccount,
} from './service-accounts.ts'

const list = '/api/v1/contracts/:contract/service-accounts'
const one = `${list}/:id`
const config = { access: may('manage_service_accounts') }
const tags = ['service accounts']

/** Management of service accounts. */
export function serviceAccountRoutes(api: Api, room: ServiceAccounts): void {
  api.post(
    list,
    {
      config,
      schema: {
        tags,
        operationId: 'createServiceAccount',
        summary: 'Create a service account. The password is in this answer and never again.',
        params: listPath,
        body: createServiceAccount,
        response: { 201: serviceAccountWithPassword },
      },
    },
    async (request, reply) => {
      const contract = contractOf(request.params)
      const made = await addServiceAccount(room, managerOf(request), contract, request.body)
      return reply
        .code(201)
        .header('location', `/api/v1/contracts/${contract}/service-accounts/${made.id}`)
        .send(made)
    },
  )
  api.get(
    list,
    {
      config,
      schema: {
        tags,
        operationId: 'listServiceAccounts',
        summary: 'The service accounts of a contract, by name',
        params: listPath,
        querystring: serviceAccountQuery,
        response: { 200: serviceAccountList },
      },
    },
    (request) => listServiceAccounts(room, contractOf(request.params), request.query),
  )
  api.get(
    one,
    {
      config,
      schema: {
        tags,
        operationId: 'getServiceAccount',
        summary: 'One service account',
        params: onePath,
        response: { 200: serviceAccount },
      },
    },
    async (request, reply) =>
      withVersion(
        reply,
        await showServiceAccount(room, contractOf(request.params), accountOf(request.params)),
      ),
  )
  api.patch(
    one,
    {
      config,
      schema: {
        tags,
        operationId: 'changeServiceAccount',
        summary: 'Change a service account, from its next request on',
        params: onePath,
        headers: changeConditions,
        body: changeServiceAccount,
        response: { 200: serviceAccount },
      },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const of = {
        contractId: contractOf(params),
        id: accountOf(params),
        precondition: preconditionOf(headers),
      }
      return withVersion(reply, await change(room, managerOf(request), of, body))
    },
  )
  api.delete(
    one,
    {
      config,
      schema: {
        tags,
        operationId: 'deleteServiceAccount',
        summary: 'Delete a service account; its tokens stop working at once',
        params: onePath,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeServiceAccount(
        room,
        managerOf(request),
        contractOf(request.params),
        accountOf(request.params),
      )
      return reply.code(204).send(null)
    },
  )
  for (const enabled of [true, false]) {
    api.post(
      `${one}/${enabled ? 'enable' : 'disable'}`,
      {
        config,
        schema: {
          tags,
          operationId: enabled ? 'enableServiceAccount' : 'disableServiceAccount',
          summary: enabled
            ? 'Enable a service account'
            : 'Disable a service account; its tokens stop at once',
          params: onePath,
          response: { 200: serviceAccount },
        },
      },
      (request) =>
        setEnabled(room, managerOf(request), contractOf(request.params), accountOf(request.params), enabled),
    )
  }
  passwordRoutes(api, room)
}

function passwordRoutes(api: Api, room: ServiceAccounts): void {
  api.post(
    `${one}/regenerate`,
    {
      config,
      schema: {
        tags,
        operationId: 'regenerateServiceAccount',
        summary:
          'Give a service account a new password, generated or chosen. It is in this answer and never again.',
        description:
          'The new password works at once. The current one ends at once or after `overlap_seconds`; one that was ' +
          'already on its way out ends now, so never more than two work.',
        params: onePath,
        body: regenerateServiceAccount.nullish(),
        response: { 200: serviceAccountWithPassword },
      },
    },
    (request) => {
      const input = request.body ?? { overlap_seconds: 0, end_overlap: false }
      return regenerate(
        room,
        managerOf(request),
        contractOf(request.params),
        accountOf(request.params),
        input,
      )
    },
  )
  api.post(
    `${one}/passwords/:password/end`,
    {
      config,
      schema: {
        tags,
        operationId: 'endServicePassword',
        summary: 'Revoke a password and its tokens at once',
        params: passwordPath,
        response: { 200: serviceAccount },
      },
    },
    (request) => {
      const { params } = request
      return endPassword(room, managerOf(request), contractOf(params), accountOf(params), params.password)
    },
  )
}
