import { expect, test } from 'vitest'
import { isLanguageTag, languageTag } from '@catalytics/contract/language-tags.ts'

test.each([
  // RFC 5646 appendix A.
  'de fr ja zh-Hant zh-Hans sr-Cyrl sr-Latn zh-cmn-Hans-CN cmn-Hans-CN zh-yue-HK yue-HK zh-Hans-CN sr-Latn-RS',
  'sl-rozaj sl-rozaj-biske sl-nedis de-CH-1901 sl-IT-nedis hy-Latn-IT-arevela de-DE en-US es-419',
  'de-CH-x-phonebk az-Arab-x-aze-derbend x-whatever qaa-Qaaa-QM-x-southern de-Qaaa sr-Latn-QM sr-Qaaa-RS',
  'en-US-u-islamcal zh-CN-a-myext-x-private en-a-myext-b-another',
  // RFC 6067, RFC 6497, and tags of before the rules.
  'de-DE-u-co-phonebk ar-u-nu-latn und-Cyrl-t-und-latn-m0-ungegn-2007 en-t-jp',
  'i-klingon i-default i-enochian en-GB-oed sgn-BE-FR art-lojban cel-gaulish zh-min-nan zh-xiang',
])('%s are tags, kept as they are', (tags) => {
  for (const tag of tags.split(' ')) {
    expect([tag, isLanguageTag(tag)]).toEqual([tag, true])
    expect(languageTag.parse(tag)).toBe(tag)
  }
})

test.each([
  ['DE', 'de'],
  ['de-de', 'de-DE'],
  ['Pt-bR', 'pt-BR'],
  ['ZH-hANT-tw', 'zh-Hant-TW'],
  ['EN-us-X-TWAIN', 'en-US-x-twain'],
  ['de-de-U-CO-Phonebk', 'de-DE-u-co-phonebk'],
  ['en-A-BB-CCCC', 'en-a-bb-cccc'],
  ['SL-ROZAJ-BISKE-1994', 'sl-rozaj-biske-1994'],
  ['AZ-ARAB-X-AZE-derbend', 'az-Arab-x-aze-derbend'],
  ['I-Klingon', 'i-klingon'],
  ['de_DE', 'de-DE'],
  ['de_DE.UTF-8', 'de-DE'],
  ['sr_RS@latin', 'sr-RS'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de-AT'],
  ['de-AT , en', 'de-AT'],
  [' fr-CA ', 'fr-CA'],
  ['en-US-', 'en-US'],
  ['de-DE-12', 'de-DE'],
  ['de-DE-u', 'de-DE'],
  ['en-somethingmuchtoolong', 'en'],
  ['zh-Hant-TW-x-', 'zh-Hant-TW'],
  [`de-x-${'abcdefgh-'.repeat(40)}end`, `de-x${'-abcdefgh'.repeat(10)}`],
])('of %s the part that is understood is taken', (text, tag) => {
  expect(languageTag.parse(text)).toBe(tag)
})

test.each([
  '',
  ' ',
  '*',
  'C',
  'POSIX',
  'German',
  'deutsch',
  'd',
  '12',
  'x',
  'ü',
  '-de',
  'no idea',
  'as spoken',
  'de (Deutsch)',
])('nothing of "%s" is understood, and that is no fault', (text) => {
  expect(languageTag.safeParse(text)).toEqual({ success: true, data: undefined })
})

test.each([null, 5, true, [], {}])('%j is none, and that is no fault either', (value) => {
  expect(languageTag.safeParse(value)).toEqual({ success: true, data: undefined })
})
