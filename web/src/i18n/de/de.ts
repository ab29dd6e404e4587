import { frame } from './frame.ts'
import { glossary } from './glossary.ts'

/** All texts, by room. */
export const de = { frame, glossary }
