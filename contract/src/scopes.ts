import { z } from 'zod'

/** What a service account may do. */
export const scopes = ['leads:read', 'events:write', 'stats:read'] as const
export const scope = z.enum(scopes).meta({ id: 'Scope' })
export type Scope = z.infer<typeof scope>
