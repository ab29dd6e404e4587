import { z } from 'zod'

/**
 * A well-formed tag of RFC 5646 (section 2.1) but those of more than four letters or without a language, which nobody has
 * registered: language, script, region, variants, extensions, private use.
 */
const langtag = new RegExp(
  [
    '^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}',
    '(?:-[a-z]{4})?',
    '(?:-(?:[a-z]{2}|[0-9]{3}))?',
    '(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*',
    '(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*',
    '(?:-x(?:-[a-z0-9]{1,8})+)?',
    '|x(?:-[a-z0-9]{1,8})+)$',
  ].join(''),
  'i',
)

/** Tags of before RFC 4646 that follow no rule, as the registry has them ("irregular" in RFC 5646). */
const irregular: ReadonlySet<string> = new Set(
  `en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr
sgn-be-nl sgn-ch-de`.split(/\s+/),
)

const longest = 100

/** Whether {@link languageTag} keeps the text as it is. */
export function isLanguageTag(text: string): boolean {
  return isWellFormed(text) && inUsualCase(text) === text
}

function isWellFormed(text: string): boolean {
  return text.length <= longest && (langtag.test(text) || irregular.has(text.toLowerCase()))
}

/** The one way to write a tag (RFC 5646 section 2.1.1): regions in capitals, scripts with one, all else and what follows a singleton small. */
function inUsualCase(tag: string): string {
  let isExtension = false
  return tag
    .toLowerCase()
    .split('-')
    .map((subtag, index) => {
      isExtension ||= subtag.length === 1
      if (index === 0 || isExtension) return subtag
      if (subtag.length === 2) return subtag.toUpperCase()
      return subtag.length === 4 ? subtag.charAt(0).toUpperCase() + subtag.slice(1) : subtag
    })
    .join('-')
}

/**
 * What of a text is a language tag: all of it, or its beginning (RFC 4647 section 3.4 shortens tags from the end);
 * also of names that systems use (`de_AT.UTF-8`) and of lists (`de-AT, de;q=0.9`). Undefined where nothing is, as in a
 * sentence: "no idea" is not Norwegian.
 */
export function understoodLanguage(text: string): string | undefined {
  const [first = ''] = text.slice(0, 4 * longest).split(/[,;.@]/u, 1)
  const subtags = first.trim().replaceAll('_', '-').split('-')
  for (let count = Math.min(subtags.length, longest); count > 0; count -= 1) {
    const tag = subtags.slice(0, count).join('-')
    if (isWellFormed(tag)) return inUsualCase(tag)
  }
  return undefined
}

/** A language tag (BCP 47): `de`, `pt-BR`. Events are grouped by it, no more, so what is not understood is left out, null and numbers too. */
export const languageTag = z
  .string()
  .transform((text) => (isLanguageTag(text) ? text : understoodLanguage(text)))
  .optional()
  .catch(undefined)
  .meta({ description: 'BCP 47; what is not understood of it is left out.', example: 'pt-BR' })
