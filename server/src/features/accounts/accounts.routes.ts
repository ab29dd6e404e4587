import { z } from 'zod'
import {
  createdUser,
  createUser as createUserBody,
  secondFactorSignIn,
  session,
  setUp as setUpBody,
  setUpLink,
  setUpLook,
  setUpLookAnswer,
  signIn as signInBody,
  signedInAnswer,
  signInAnswer,
  signInOptions,
  userList,
} from '@catalytics/contract/accounts.ts'
import { passwordLink } from '@catalytics/contract/credentials.ts'
import { open, openToOwnPages, operatorOnly, signedIn } from '../../http/access.ts'
import { managerOf, userOf, type Api } from '../../http/server.ts'
import { browserOf, signInBrowser, signOutBrowser } from '../../http/session-cookie.ts'
import { OperatorError } from '../../lib/errors.ts'
import type { Accounts } from './accounts.room.ts'
import { endOwnSession, sessionAnswer } from './accounts.sessions.ts'
import { lookAtSetUp, makeSetUpLink, needsSetUp, setUp } from './accounts.set-up.ts'
import { signIn, signInWithCode } from './accounts.sign-in.ts'
import { createUser, listUsers, newPasswordLink, resetUser } from './accounts.ts'

const tags = ['accounts']

/** Signing in and out, the first user, and the operator's list of users. */
export function accountRoutes(api: Api, room: Accounts): void {
  signInRoutes(api, room)
  setUpRoutes(api, room)
  api.post(
    '/api/v1/users',
    {
      config: { access: operatorOnly },
      schema: {
        tags,
        operationId: 'createUser',
        summary: 'Create a user as a member of a contract',
        body: createUserBody,
        response: { 201: createdUser },
      },
    },
    async (request, reply) => reply.code(201).send(await createUser(room, managerOf(request), request.body)),
  )
  api.post(
    '/api/v1/users/:user/password-links',
    {
      config: { access: operatorOnly },
      schema: {
        tags,
        operationId: 'createPasswordLink',
        summary: 'Create a link with which a user chooses a new password; it works once',
        params: z.object({ user: z.string() }),
        response: { 201: passwordLink },
      },
    },
    async (request, reply) => reply.code(201).send(await newPasswordLink(room, request.params.user)),
  )
  api.post(
    '/api/v1/users/:user/reset',
    {
      config: { access: operatorOnly },
      schema: {
        tags,
        operationId: 'resetUser',
        summary: 'Remove password and second factor of a user; the answer has a link to a new password',
        description: 'For somebody who has lost both authenticator and recovery codes. All sessions end.',
        params: z.object({ user: z.string() }),
        response: { 201: passwordLink },
      },
    },
    async (request, reply) => reply.code(201).send(await resetUser(room, request.params.user)),
  )
  api.get(
    '/api/v1/users',
    {
      config: { access: operatorOnly },
      schema: {
        tags,
        operationId: 'listUsers',
        summary: 'All users, by address',
        response: { 200: userList },
      },
    },
    () => listUsers(room),
  )
}

function signInRoutes(api: Api, room: Accounts): void {
  api.get(
    '/api/v1/sign-in-options',
    {
      config: { access: open },
      schema: {
        tags,
        operationId: 'signInOptions',
        summary: 'Ways of signing in that this installation offers',
        response: { 200: signInOptions },
      },
    },
    async () => ({
      set_up_needed: await needsSetUp(room),
      reset_by_mail: room.post !== undefined,
      openid: room.openid === undefined ? null : { name: room.openid.name },
    }),
  )
  api.post(
    '/api/v1/sign-in',
    {
      config: { access: openToOwnPages },
      schema: {
        tags,
        operationId: 'signIn',
        summary: 'Sign in by address and password; the answer sets the session’s cookie',
        description: 'An unknown address gets the same answer as a wrong password.',
        body: signInBody,
        response: { 200: signInAnswer },
      },
    },
    async (request, reply) => {
      const from = browserOf(request)
      const entered = await signIn(room, request.body, from)
      if ('ticket' in entered) return { status: 'second_factor_needed', ticket: entered.ticket } as const
      signInBrowser(reply, from, entered.session)
      return { status: 'signed_in' } as const
    },
  )
  api.post(
    '/api/v1/sign-in/second-factor',
    {
      config: { access: openToOwnPages },
      schema: {
        tags,
        operationId: 'signInWithCode',
        summary: 'The code after the password; the answer sets the session’s cookie',
        body: secondFactorSignIn,
        response: { 200: signedInAnswer },
      },
    },
    async (request, reply) => {
      const from = browserOf(request)
      signInBrowser(reply, from, await signInWithCode(room, request.body, from))
      return { status: 'signed_in' } as const
    },
  )
  api.get(
    '/api/v1/session',
    {
      config: { access: signedIn },
      schema: {
        tags,
        operationId: 'getSession',
        summary: 'Signed-in user with contracts, roles and permissions',
        response: { 200: session },
      },
    },
    (request) => sessionAnswer(room, userOf(request)),
  )
  api.delete(
    '/api/v1/session',
    {
      config: { access: signedIn },
      schema: { tags, operationId: 'signOut', summary: 'Sign out', response: { 204: z.null() } },
    },
    async (request, reply) => {
      await endOwnSession(room, userOf(request))
      signOutBrowser(reply)
      return reply.code(204).send(null)
    },
  )
}

function setUpRoutes(api: Api, room: Accounts): void {
  api.post(
    '/api/v1/set-up/look',
    {
      config: { access: openToOwnPages },
      schema: {
        tags,
        operationId: 'lookAtSetUp',
        summary: 'Contracts that the set-up link would make the new user administer',
        body: setUpLook,
        response: { 200: setUpLookAnswer },
      },
    },
    (request) => lookAtSetUp(room, request.body.token),
  )
  api.post(
    '/api/v1/set-up',
    {
      config: { access: openToOwnPages },
      schema: {
        tags,
        operationId: 'setUp',
        summary: 'Make the first user and sign them in',
        description:
          'With the token of the link that the server prints while there is no user. It works once.',
        body: setUpBody,
        response: { 200: signedInAnswer },
      },
    },
    async (request, reply) => {
      const from = browserOf(request)
      signInBrowser(reply, from, await setUp(room, request.body, from))
      return { status: 'signed_in' } as const
    },
  )
  api.post(
    '/api/v1/set-up-links',
    {
      config: { access: operatorOnly },
      schema: {
        tags,
        operationId: 'createSetUpLink',
        summary: 'Create a link that makes the first user; an earlier link stops working',
        response: { 201: setUpLink },
      },
    },
    async (_request, reply) => {
      const link = await makeSetUpLink(room)
      if (link === undefined)
        throw new OperatorError(
          'conflict',
          'There are users already: make more with ./catalytics user create.',
        )
      return reply.code(201).send({ link: `${room.publicUrl}${link}` })
    },
  )
}
