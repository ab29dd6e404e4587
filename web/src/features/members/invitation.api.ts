import {
  invitationLookAnswer,
  joined,
  type AcceptInvitation,
  type InvitationLookAnswer,
  type Joined,
  type JoinInvitation,
} from '@catalytics/contract/members.ts'
import { ask } from '../../lib/api.ts'

/** Uses nothing up. @throws ApiError `not_found` when the link is none, was used, taken back or has expired */
export function lookAtInvitation(token: string): Promise<InvitationLookAnswer> {
  return ask('POST', '/api/v1/invitations/look', invitationLookAnswer, { token }, { isReading: true })
}

/** Makes a user, who is signed in then. @throws ApiError `conflict` when the address has an account that leads in */
export function acceptInvitation(input: AcceptInvitation): Promise<Joined> {
  return ask('POST', '/api/v1/invitations/accept', joined, input)
}

/** For whoever is signed in with the address. @throws ApiError `invalid` where a new password is needed */
export function joinByInvitation(input: JoinInvitation): Promise<Joined> {
  return ask('POST', '/api/v1/invitations/join', joined, input)
}
