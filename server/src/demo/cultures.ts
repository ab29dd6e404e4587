import { cultureKeys, type CultureKey, type CultureText } from './culture-text.ts'
import { latinCultures } from './cultures-latin.ts'
import { otherScriptCultures } from './cultures-other-scripts.ts'

/** How people and companies are called where a language is spoken. */
export type Culture = {
  /** BCP 47. */
  readonly language: string
  readonly firstNames: readonly Word[]
  readonly lastNames: readonly Word[]
  /** First words of company names: family names and made-up words. */
  readonly stems: readonly Word[]
  /** What a company does and its legal form; {} stands for the stem in `text`. */
  readonly trades: readonly Word[]
  /** {} stands for the city in `text`. */
  readonly university: Word
  /** {} stands for the house number. */
  readonly streets: readonly string[]
}

/** A word as people write it, and as it appears in an e-mail address. */
export type Word = { readonly text: string; readonly ascii: string }

/** One culture; the texts are read once, when the module is loaded. */
export function cultureOf(key: CultureKey): Culture {
  return cultures[key]
}

/** A word in the letters of an e-mail address: a-z, 0-9 and dashes. */
export function asciiOf(text: string, language: string): string {
  const spelled = text.toLowerCase().replaceAll(/[äöüßøłıæœđðþ]/g, (letter) => spellOut(letter, language))
  const bare = spelled.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return bare.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
}

function spellOut(letter: string, language: string): string {
  if (language === 'de') return inGerman[letter] ?? inAscii[letter] ?? letter
  return inAscii[letter] ?? letter
}

const inGerman: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }
// Letters that do not come apart into a base letter and an accent.
const inAscii: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
}

const inventedStems = `
  Alvaro Arkon Avenir Axion Borealis Brevis Calyra Cendra Cobalis Corvex Delvia Dynaro Elvion Ergona
  Falkor Ferrona Fluvia Gravis Helix Hydrona Ikaris Inova Jovanis Kaldor Kinetra Kronos Lambda Levanto
  Lumira Magnor Mantis Mecanor Metrix Mirella Modulo Nautis Novara Octava Omnis Orbis Orlanda Parallax
  Pegaso Polaris Praxis Pulsar Quadra Quantis Ravello Rotara Sirius Solvent Stellar Tekton Tersa Titanis
  Torsion Trigon Ultima Valdor Vektra Velaris Vertex Vitalo Volta Xeno Zenit Zirkon`.trim()

// Declared last, because reading the texts needs everything above.
const cultures = readCultures({ ...latinCultures, ...otherScriptCultures })

function readCultures(
  texts: Readonly<Record<CultureKey, CultureText>>,
): Readonly<Record<CultureKey, Culture>> {
  const entries = cultureKeys.map((key) => [key, readCulture(texts[key])] as const)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the keys; all are there
  return Object.fromEntries(entries) as Record<CultureKey, Culture>
}

function readCulture(text: CultureText): Culture {
  const names = (list: string) => list.split(/\s+/).map((item) => readWord(item, text.language))
  const phrases = (list: string) => list.split(/;\s*/).map((item) => readWord(item, text.language))
  const lastNames = names(text.lastNames)
  return {
    language: text.language,
    firstNames: names(text.firstNames),
    lastNames,
    stems: text.stems === undefined ? [...lastNames, ...names(inventedStems)] : names(text.stems),
    trades: phrases(text.trades),
    university: readWord(text.university, text.language),
    streets: text.streets.split(/;\s*/),
  }
}

function readWord(item: string, language: string): Word {
  const [text = '', ascii] = item.split('|')
  return { text, ascii: ascii ?? asciiOf(text, language) }
}
