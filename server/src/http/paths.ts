import { z } from 'zod'
import { contractId } from '@catalytics/contract/ids.ts'

/** Path parameter of everything that belongs to a contract. */
export const contractParams = z.object({ contract: contractId })
