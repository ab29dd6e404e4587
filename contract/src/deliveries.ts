import { z } from 'zod'

/**
 * The roads by which rows leave, one name each: `api` (pages and streams that a program pulls), `changes` (the change feed)
 * and `export` (a file that was asked for). A road is added here; its name in three languages is then missing.
 */
export const deliveryRoad = z.enum(['api', 'changes', 'export'])
export type DeliveryRoad = z.infer<typeof deliveryRoad>
