import type { Language } from '@catalytics/contract/languages.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { allWords } from '@catalytics/contract/words/all.ts'
import type { Letter } from '../../stores/mail/letter.ts'

type Facts = {
  readonly contract: string
  /** The address of who invites; null: the operator of the installation. */
  readonly invitedBy: string | null
  readonly role: Role
  readonly link: string
  readonly days: number
}

/** Invites somebody into a contract. */
export function invitationLetter(language: Language, { link, ...facts }: Facts): Letter {
  const words = texts[language]
  return {
    subject: words.subject(facts.contract),
    paragraphs: [
      words.opening(facts.invitedBy ?? words.operator, facts.contract),
      words.role(allWords[language].roles[facts.role]),
    ],
    action: { label: words.look, url: link },
    smallPrint: [words.expiry(facts.days), words.unexpected],
  }
}

type Words = {
  readonly subject: (contract: string) => string
  readonly operator: string
  readonly opening: (invitedBy: string, contract: string) => string
  readonly role: (role: string) => string
  readonly look: string
  readonly expiry: (days: number) => string
  readonly unexpected: string
}

const texts: Readonly<Record<Language, Words>> = {
  en: {
    subject: (contract) => `Invitation to ${contract}`,
    operator: 'The operator of the installation',
    opening: (invitedBy, contract) => `${invitedBy} invites you to use Catalytics for ${contract}.`,
    role: (role) => `Your role will be: ${role}.`,
    look: 'Look at the invitation',
    expiry: (days) => `The link works once, for ${days} days, and only for this address. Do not pass it on.`,
    unexpected: 'If you did not expect this message, ignore it: without the link nothing happens.',
  },
  fr: {
    subject: (contract) => `Invitation à rejoindre ${contract}`,
    operator: 'L’exploitant de l’installation',
    opening: (invitedBy, contract) => `${invitedBy} vous invite à utiliser Catalytics pour ${contract}.`,
    role: (role) => `Votre rôle sera : ${role}.`,
    look: 'Voir l’invitation',
    expiry: (days) =>
      `Le lien fonctionne une seule fois, pendant ${days} jours, et seulement pour cette adresse. Ne le transmettez pas.`,
    unexpected: 'Si vous n’attendiez pas ce message, ignorez-le : sans le lien, rien ne se passe.',
  },
  de: {
    subject: (contract) => `Einladung zu ${contract}`,
    operator: 'Der Betreiber der Installation',
    opening: (invitedBy, contract) => `${invitedBy} lädt Sie ein, Catalytics für ${contract} zu nutzen.`,
    role: (role) => `Ihre Rolle wird sein: ${role}.`,
    look: 'Einladung ansehen',
    expiry: (days) =>
      `Der Link gilt einmal, ${days} Tage lang und nur für diese Adresse. Bitte geben Sie ihn nicht weiter.`,
    unexpected:
      'Wenn Sie diese Nachricht nicht erwartet haben, tun Sie nichts: Ohne den Link geschieht nichts.',
  },
}
