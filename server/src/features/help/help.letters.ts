import type { SupportCategory, SupportDiagnostics } from '@catalytics/contract/help.ts'
import type { Letter } from '../../stores/mail/letter.ts'

type Request = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly contract: { readonly id: string; readonly name: string; readonly role: string } | null
  readonly category: SupportCategory
  readonly message: string
  readonly diagnostics: SupportDiagnostics | undefined
}

/** A request to the operator, whose language is not known: in English, with the user's own words as they are. */
export function supportLetter({
  id,
  email,
  name,
  contract,
  category,
  message,
  diagnostics,
}: Request): Letter {
  const about = contract === null ? '' : `, ${contract.name}`
  const facts = [
    `From: ${name}, ${email}`,
    contract === null ? 'Contract: none' : `Contract: ${contract.name} (${contract.id}), as ${contract.role}`,
    `Category: ${category}`,
    `Request: ${id}`,
  ]
  return {
    subject: `Support: ${category}${about}`,
    paragraphs: [message, facts.join('\n'), ...diagnosticLines(diagnostics)],
    smallPrint: ['The sender has read all of this before it was sent.'],
    answerTo: email,
  }
}

function diagnosticLines(diagnostics: SupportDiagnostics | undefined): string[] {
  const lines = Object.entries(diagnostics ?? {}).map(
    ([field, value]) => `${field.replaceAll('_', ' ')}: ${Array.isArray(value) ? value.join(', ') : value}`,
  )
  return lines.length === 0 ? [] : [lines.join('\n')]
}
