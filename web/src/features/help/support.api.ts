import {
  supportRequestAnswer,
  type CreateSupportRequest,
  type SupportRequestAnswer,
} from '@catalytics/contract/help.ts'
import { ask } from '../../lib/api.ts'

/** @throws ApiError `too_many_requests` after ten within an hour */
export function askSupport(input: CreateSupportRequest): Promise<SupportRequestAnswer> {
  return ask('POST', '/api/v1/support', supportRequestAnswer, input)
}
