import type { ContractId } from '@catalytics/contract/ids.ts'
import {
  invitationLookAnswer,
  joined,
  sentInvitation,
  type AcceptInvitation,
  type CreateInvitation,
  type InvitationAnswer,
  type InvitationLookAnswer,
  type Joined,
  type JoinInvitation,
  type SentInvitation,
} from '@catalytics/contract/members.ts'
import { apiPath, ask, send } from '../../lib/api.ts'

/** Where no mail server is set, the link is in this answer and never again. */
export function invite(contract: ContractId, input: CreateInvitation): Promise<SentInvitation> {
  return ask('POST', apiPath`/contracts/${contract}/invitations`, sentInvitation, input)
}

/** As {@link invite}: with a new link, and the old link stops working. */
export function resendInvitation(
  contract: ContractId,
  { id }: Pick<InvitationAnswer, 'id'>,
): Promise<SentInvitation> {
  return ask('POST', apiPath`/contracts/${contract}/invitations/${id}/resend`, sentInvitation)
}

export function deleteInvitation(contract: ContractId, { id }: Pick<InvitationAnswer, 'id'>): Promise<void> {
  return send('DELETE', apiPath`/contracts/${contract}/invitations/${id}`)
}

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
