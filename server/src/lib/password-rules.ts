import { commonPasswords, commonWords } from './common-passwords.ts'

/** A chosen password as it is stored and compared: é is é, however a keyboard composes it (RFC 8265 section 4.2). */
export function normalised(password: string): string {
  return password.normalize('NFC')
}

/**
 * Why a password is refused: it has fewer than 5 different characters, repeats one short piece, is on the list of common
 * ones, is made of common words and sequences, or is little more than names.
 */
export type Weakness = 'few_characters' | 'repeated' | 'common' | 'sequences' | 'names'

/**
 * Why a chosen password is refused; null where it will do. Its length and alphabet are somebody else's affair; this is
 * about what guessers try first (NIST SP 800-63B section 5.1.1.2).
 *
 * @param names what the password must not lean on: the names and addresses of whom it is for
 */
export function weaknessOf(password: string, names: readonly string[]): Weakness | null {
  const folded = fold(password)
  if (new Set(folded).size < 5) return 'few_characters'
  if (isRepeat(folded)) return 'repeated'
  if (isCommon(folded)) return 'common'
  if (carrying(folded, []) < fewestCarrying) return 'sequences'
  return carrying(folded, names) < fewestCarrying ? 'names' : null
}

/** So many letters and digits must be left when names, common words and sequences are taken out. */
const fewestCarrying = 5

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** `abcabcabcabcab` and `xyzxyzxyz`: one piece of up to half the length, again and again. */
function isRepeat(text: string): boolean {
  const letters = Array.from(text)
  for (let period = 1; period <= letters.length / 2; period++) {
    if (letters.every((letter, index) => letter === letters[index % period])) return true
  }
  return false
}

function isCommon(folded: string): boolean {
  const squeezed = folded.replaceAll(/[^\p{L}\p{N}]/gu, '')
  return [folded, squeezed, readable(folded), readable(squeezed)].some((form) => commonPasswords.has(form))
}

/** How many letters and digits a guesser does not get for nothing, read as they stand or with p4ssw0rd undone. */
function carrying(folded: string, names: readonly string[]): number {
  const words = [...names.flatMap(wordsOf), ...commonWords]
  const asItStands = words.reduce((text, word) => text.replaceAll(word, ' '), withoutSequences(folded))
  const undone = words.reduce((text, word) => text.replaceAll(readable(word), ' '), readable(asItStands))
  return Math.min(lettersOf(asItStands).length, lettersOf(undone).length)
}

/** A name, with and without its blanks, and each of its words. */
function wordsOf(name: string): string[] {
  const folded = fold(name)
  return [folded, lettersOf(folded), ...folded.split(/[^\p{L}\p{N}]+/u)].filter(isTelling)
}

function isTelling(name: string): boolean {
  return Array.from(name).length >= 4
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Takes out years, a character three times in a row, and runs along the alphabet, the digits or the keys, both ways. */
function withoutSequences(text: string): string {
  let rest = text.replaceAll(/(.)\1{2,}/gu, ' ').replaceAll(/(?:19|20)\d\d/g, ' ')
  for (const run of runs) rest = rest.replaceAll(run, ' ')
  return rest
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  'qwertzuiop',
  'yxcvbnm',
  // Columns of keys, as they are walked down one after another.
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  '1q2w3e4r5t6y7u8i9o0p',
]
const runs: readonly string[] = rows
  .flatMap((row) => [row, Array.from(row).toReversed().join('')])
  .flatMap(piecesOf)
  .toSorted((a, b) => b.length - a.length)

/** Every run along a row; of letters at least four, as shorter ones stand in honest words (property). */
function piecesOf(row: string): string[] {
  const shortest = /^\d+$/.test(row) ? 3 : 4
  const pieces: string[] = []
  for (let start = 0; start + shortest <= row.length; start++) {
    for (let end = start + shortest; end <= row.length; end++) pieces.push(row.slice(start, end))
  }
  return pieces
}

/** Undoes the digits and signs that stand for letters: p@$$w0rd. */
function readable(text: string): string {
  return text.replaceAll(/[0134578@$!|€]/g, (sign) => standsFor[sign] ?? sign)
}

const standsFor: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '€': 'e',
}
