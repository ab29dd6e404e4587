import type { Language } from '../languages.ts'
import { words as de } from './de/words.ts'
import { words as en } from './en/words.ts'
import { words as fr } from './fr/words.ts'
import type { Words } from './sentence.ts'

/** The shared words of every language, for whoever answers in all of them; the browser loads one at a time. */
export const allWords: Readonly<Record<Language, Words>> = { en, fr, de }
