import type { Language } from '@catalytics/contract/languages.ts'

/**
 * What a mail says, in the recipient's language and without any layout: rooms write these. Nothing in it is markup, so
 * names that people have typed can stand anywhere.
 */
export type Letter = {
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** The one thing to do: a button, and in the plain text the address on a line of its own. */
  readonly action?: { readonly label: string; readonly url: string }
  /** Below: how long the link works, what to do when the mail is unexpected. */
  readonly smallPrint: readonly string[]
  /** The address that answers go to; where absent, nobody reads them, and the mail says so. */
  readonly answerTo?: string
}

/** A letter with its layout, twice: for programs that show HTML and for those that do not. */
export type Rendered = { readonly subject: string; readonly text: string; readonly html: string }

/**
 * Lays a letter out.
 *
 * @param installation where the mail comes from: the address of the installation, shown below
 */
export function renderLetter(letter: Letter, language: Language, installation: string): Rendered {
  const { sent, unread, colon } = frames[language]
  const footer = letter.answerTo === undefined ? `${sent(installation)} ${unread}` : sent(installation)
  return {
    subject: oneLine(letter.subject),
    text: textOf(letter, footer, colon),
    html: htmlOf(letter, language, footer),
  }
}

type Frame = {
  readonly sent: (installation: string) => string
  readonly unread: string
  /** What stands between a label and what it is for. */
  readonly colon: string
}

const frames: Readonly<Record<Language, Frame>> = {
  en: {
    sent: (installation) => `Sent by Catalytics at ${installation}.`,
    unread: 'Nobody reads answers to this message.',
    colon: ':',
  },
  fr: {
    sent: (installation) => `Envoyé par Catalytics (${installation}).`,
    unread: 'Les réponses à ce message ne sont pas lues.',
    colon: '\u00a0:',
  },
  de: {
    sent: (installation) => `Gesendet von Catalytics unter ${installation}.`,
    unread: 'Antworten auf diese Nachricht liest niemand.',
    colon: ':',
  },
}

function textOf({ paragraphs, action, smallPrint }: Letter, footer: string, colon: string): string {
  const link = action === undefined ? [] : [`${oneLine(action.label)}${colon}\n${action.url}`]
  return [...paragraphs.map(plain), ...link, ...smallPrint.map(plain), `-- \n${oneLine(footer)}`]
    .join('\n\n')
    .concat('\n')
}

/** Colours are those of the application; programs that show mail in the dark turn them round themselves. */
function htmlOf(
  { subject, paragraphs, action, smallPrint }: Letter,
  language: Language,
  footer: string,
): string {
  const button =
    action === undefined
      ? ''
      : `<p style="margin:24px 0"><a href="${escaped(action.url)}" style="${buttonStyle}">${inline(action.label)}</a></p>`
  const small = smallPrint.map((text) => `<p style="${smallStyle}">${inline(text)}</p>`)
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${inline(oneLine(subject))}</title></head>
<body style="${bodyStyle}">
<div style="max-width:560px;margin:0 auto;padding:24px">
${paragraphs.map((text) => `<p style="margin:0 0 16px">${inline(text)}</p>`).join('\n')}
${[button, ...small].filter((part) => part !== '').join('\n')}
<p style="${smallStyle};border-top:1px solid #D6DEE6;padding-top:16px;margin-top:24px">${inline(footer)}</p>
</div>
</body></html>
`
}

const bodyStyle = "margin:0;font:16px/1.45 Inter,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const buttonStyle =
  'display:inline-block;padding:10px 20px;border-radius:6px;background:#0B5FA5;color:#FFFFFF;text-decoration:none;font-weight:600'
const smallStyle = 'margin:0 0 8px;font-size:13px'

/** Text as the content of an element: what looks like markup is shown, line breaks stay. */
function inline(text: string): string {
  return escaped(plain(text)).replaceAll('\n', '<br>\n')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}

/** Without control characters but line breaks, and without those that turn the direction of the text that follows. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(unwanted, '')
}

const unwanted = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim()
}
