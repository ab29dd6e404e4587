import { names } from './names.ts'
import { problems } from './problems.ts'
import { reasons } from './reasons.ts'

/** What server and browser both say. */
export const words = { ...names, problems, reasons }
