import {
  invitationLookAnswer,
  joined,
  type AcceptInvitation,
  type InvitationLookAnswer,
  type Joined,
} from '@catalytics/contract/members.ts'
import { ask } from '../../lib/api.ts'

/** Uses nothing up. @throws ApiError `not_found` when the link is none, was used, taken back or has expired */
export function lookAtInvitation(token: string): Promise<InvitationLookAnswer> {
  return ask('POST', '/api/v1/invitations/look', invitationLookAnswer, { token })
}

/** Makes a user, who is signed in then. @throws ApiError `conflict` when the address has an account */
export function acceptInvitation(input: AcceptInvitation): Promise<Joined> {
  return ask('POST', '/api/v1/invitations/accept', joined, input)
}

/** For whoever is signed in with the address. */
export function joinByInvitation(token: string): Promise<Joined> {
  return ask('POST', '/api/v1/invitations/join', joined, { token })
}
