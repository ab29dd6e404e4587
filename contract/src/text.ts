import { z } from 'zod'
import { because, ruled } from './reasons.ts'

/*
 * One pattern a field, because checking events is the hot path. With the u flag, the class of surrogates matches lone
 * ones only; C0, C1 and DEL belong into no name, and a line break inside a field breaks readers of line-based formats.
 */
// oxlint-disable-next-line no-control-regex -- the pattern is about control characters
const plainLine = /^(?!\s*$)[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]+$/u
// The same with tabs and line breaks: a message may have several lines.
// oxlint-disable-next-line no-control-regex -- the pattern is about control characters
const plainLines = /^(?!\s*$)[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]+$/u

const textInvalid = ruled(because('not_plain_text'))

/** Whether {@link line} takes the text. */
export function isLine(text: string, max: number): boolean {
  return text.length <= max && plainLine.test(text)
}

/** Whether {@link paragraph} takes the text. */
export function isParagraph(text: string, max: number): boolean {
  return text.length <= max && plainLines.test(text)
}

/** One line of text: at most `max` UTF-16 code units, well-formed Unicode, no control characters, not blank. */
export function line(max: number) {
  return z.string().max(max).regex(plainLine, textInvalid)
}

/** Text of several lines: as {@link line}, with tabs and line breaks. */
export function paragraph(max: number) {
  return z.string().max(max).regex(plainLines, textInvalid)
}
