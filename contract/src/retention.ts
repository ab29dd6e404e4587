import { z } from 'zod'
import { decimal, parameter } from './query.ts'
import { because } from './reasons.ts'

/** Query of GET /api/v1/contracts/{contract}/retention: what such a setting would remove now. */
export const retentionQuery = z.strictObject({
  months: parameter(decimal(z.number().int().min(1).max(240)).default(12), {
    description: 'Months for which actions would be kept.',
    rule: 'must be a whole number of months from 1 to 240',
    because: because('not_between', { least: 1, most: 240 }),
    example: '24',
  }),
})
export const retentionPreview = z
  .object({
    before: z.iso.date().meta({ description: 'Actions before this day of the contract would be removed.' }),
    actions: z.int(),
    people: z.int().meta({ description: 'Number of people without a later action, who would be removed.' }),
  })
  .meta({ id: 'RetentionPreview' })
export type RetentionPreview = z.infer<typeof retentionPreview>
