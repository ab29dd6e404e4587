import type { FastifyRequest } from 'fastify'
import { firstSpoken, type Language } from '@catalytics/contract/languages.ts'

const formats = [
  ['application/json', 'json'],
  ['application/x-ndjson', 'ndjson'],
  ['application/ndjson', 'ndjson'],
  ['text/csv', 'csv'],
] as const
type Format = 'json' | 'ndjson' | 'csv'

/** The format that the Accept header prefers (RFC 9110 section 12.5.1); JSON where it has no wish that we can meet. */
export function acceptedFormat(request: FastifyRequest): Format {
  const wishes = weighed(request.headers.accept)
  let best: { format: Format; weight: number } = { format: 'json', weight: 0 }
  for (const [type, format] of formats) {
    const exact = wishes.find((wish) => wish.value === type)
    const group = wishes.find((wish) => wish.value === `${type.split('/')[0]}/*`)
    const weight = (exact ?? group ?? wishes.find((wish) => wish.value === '*/*'))?.weight ?? 0
    if (weight > best.weight) best = { format, weight }
  }
  return best.format
}

/** The language the caller prefers for names (Accept-Language, RFC 9110 section 12.5.4); English without a wish. */
export function acceptedLanguage(request: FastifyRequest): string {
  return wantedLanguages(request).find(isLanguage) ?? 'en'
}

/** The first language that the caller prefers and that we speak ourselves; English without a wish. */
export function spokenLanguage(request: FastifyRequest): Language {
  return firstSpoken(wantedLanguages(request))
}

function wantedLanguages(request: FastifyRequest): readonly string[] {
  const tags = weighed(request.headers['accept-language']).toSorted((a, b) => b.weight - a.weight)
  return tags.map((tag) => tag.value)
}

function isLanguage(tag: string): boolean {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return false
  try {
    return Intl.DisplayNames.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}

function weighed(header: string | undefined): readonly { readonly value: string; readonly weight: number }[] {
  if (header === undefined) return []
  return header
    .split(',')
    .slice(0, 50)
    .map((part) => {
      const [value = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
      const weight = parameters.find((text) => text.startsWith('q='))?.slice(2)
      return { value, weight: weight === undefined ? 1 : Number(weight) || 0 }
    })
    .filter(({ weight }) => weight > 0)
}
