import type { AppError } from '../../../lib/errors.ts'
import { unreadable } from './unreadable.ts'

/** A tag, as it stands in the text. */
export type XmlTag = {
  readonly kind: 'open' | 'close' | 'empty'
  /** Without its prefix. */
  readonly name: string
  /** As they are written, for {@link attributesOf}. */
  readonly attributes: string
  /** What stands between the tag in front and this one, decoded; comments are no part of it. */
  readonly textBefore: string
}

/**
 * Takes XML (1.0, fifth edition) apart into its tags, in pieces as they arrive. Tags whose end has not arrived yet come with
 * a later piece.
 */
export type XmlScanner = {
  readonly read: (piece: string) => Generator<XmlTag, undefined>
  /** @throws AppError `invalid` where something that was opened has not ended */
  readonly end: () => void
}

/** @throws AppError `invalid`, while reading, where a tag, a comment or a text is longer than any in a workbook */
export function xmlScanner(): XmlScanner {
  let rest = ''
  let text = ''
  function* read(piece: string): Generator<XmlTag, undefined> {
    rest += piece
    let at = 0
    for (;;) {
      const start = rest.indexOf('<', at)
      if (start === -1) break
      markup.lastIndex = start
      const found = markup.exec(rest)
      if (found === null) break
      text += decoded(rest.slice(at, start))
      at = markup.lastIndex
      // By number, and not taken apart: a sheet has tens of millions of tags.
      const name = found[3]
      if (name === undefined) text += found[1] ?? ''
      else {
        const kind = found[2] === undefined ? (found[5] === undefined ? 'open' : 'empty') : 'close'
        yield { kind, name, attributes: found[4] ?? '', textBefore: text }
        text = ''
      }
    }
    rest = rest.slice(at)
    if (rest.length > longestMarkup || text.length > longestMarkup) throw notFollowed()
    return undefined
  }
  return {
    read,
    end() {
      if (rest.includes('<')) throw notFollowed()
    },
  }
}

/**
 * The attributes of all elements that stand at this place, with the root first: `['workbook', 'sheets', 'sheet']`.
 *
 * @throws AppError `invalid` where the text is not XML to its end
 */
export function elementsAt(xml: string, place: readonly string[]): readonly Attributes[] {
  const scanner = xmlScanner()
  const wanted = place.join('/')
  const open: string[] = []
  const found: Attributes[] = []
  for (const { kind, name, attributes } of scanner.read(xml)) {
    if (kind === 'close') open.pop()
    else {
      if (name === place.at(-1) && [...open, name].join('/') === wanted) found.push(attributesOf(attributes))
      if (kind === 'open') open.push(name)
    }
  }
  scanner.end()
  return found
}

export type Attributes = Readonly<Record<string, string>>

/** By their names with their prefixes. */
export function attributesOf(written: string): Attributes {
  const attributes: Record<string, string> = {}
  attribute.lastIndex = 0
  for (let found = attribute.exec(written); found !== null; found = attribute.exec(written)) {
    attributes[found[1] ?? ''] = decoded(found[2] ?? found[3] ?? '')
  }
  return attributes
}

/** The reason to refuse a workbook whose second reading does not see what the first one sees. */
export function notFollowed(): AppError {
  const message =
    'The workbook is damaged: its sheet cannot be read without doubt; open it in its program and save it anew.'
  return unreadable(message)
}

// Comments, literal text, instructions, declarations, tags. A > may stand in the value of an attribute.
const markup =
  /<(?:!--[^]*?-->|!\[CDATA\[([^]*?)\]\]>|\?[^]*?\?>|!(?!--|\[CDATA\[)[^>]*>|(\/)?(?:[^\s<>/:"'=!?]+:)?([^\s<>/:"'=!?]+)([^"'>/]*(?:(?:"[^"]*"|'[^']*'|\/(?!>))[^"'>/]*)*)(\/)?>)/y
const attribute = /([^\s="'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

// A cell holds 32,767 characters at most.
const longestMarkup = 1024 * 1024

const entities: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (whole: string, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    const point = Number(name.slice(1).replace(/^x/i, '0x'))
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}
