import type { Language } from '@catalytics/contract/languages.ts'
import type { Letter } from '../../stores/mail/letter.ts'

/** Brings the link to a new password. */
export function resetLetter(
  language: Language,
  { link, minutes }: { readonly link: string; readonly minutes: number },
): Letter {
  const words = resets[language]
  return {
    subject: words.subject,
    paragraphs: [words.opening],
    action: { label: words.choose, url: link },
    smallPrint: [words.expiry(minutes), words.unexpected],
  }
}

type ResetWords = {
  readonly subject: string
  readonly opening: string
  readonly choose: string
  readonly expiry: (minutes: number) => string
  readonly unexpected: string
}

const resets: Readonly<Record<Language, ResetWords>> = {
  en: {
    subject: 'A new password for Catalytics',
    opening: 'Somebody, most likely you, wants a new password for your account in Catalytics.',
    choose: 'Choose a new password',
    expiry: (minutes) => `The link works once, within ${minutes} minutes. Do not pass it on.`,
    unexpected: 'If it was not you, ignore this message: your password stays as it is.',
  },
  fr: {
    subject: 'Un nouveau mot de passe pour Catalytics',
    opening:
      'Quelqu’un, sans doute vous-même, demande un nouveau mot de passe pour votre compte dans Catalytics.',
    choose: 'Choisir un nouveau mot de passe',
    expiry: (minutes) =>
      `Le lien fonctionne une seule fois, pendant ${minutes} minutes. Ne le transmettez pas.`,
    unexpected: 'Si ce n’était pas vous, ignorez ce message : votre mot de passe reste le même.',
  },
  de: {
    subject: 'Ein neues Passwort für Catalytics',
    opening: 'Jemand, vermutlich Sie selbst, möchte ein neues Passwort für Ihr Konto in Catalytics.',
    choose: 'Neues Passwort wählen',
    expiry: (minutes) => `Der Link gilt einmal, ${minutes} Minuten lang. Bitte geben Sie ihn nicht weiter.`,
    unexpected: 'Wenn Sie das nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
  },
}

/** What happened to an account that its owner should know of, even if it was somebody else. */
export type Notice =
  | 'password_changed'
  | 'second_factor_added'
  | 'second_factor_removed'
  | 'recovery_code_used'
  | 'address_proved'

/** Tells a user what happened to their account, and what to do if it was not them. */
export function noticeLetter(
  language: Language,
  { notice, at, address }: { readonly notice: Notice; readonly at: Date; readonly address: string | null },
): Letter {
  const words = notices[language]
  const when = at.toLocaleString(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return {
    subject: words.subject,
    paragraphs: [words[notice], address === null ? `${when} UTC` : words.from(`${when} UTC`, address)],
    smallPrint: [words.unexpected],
  }
}

type NoticeWords = Readonly<Record<Notice, string>> & {
  readonly subject: string
  readonly from: (when: string, address: string) => string
  readonly unexpected: string
}

const notices: Readonly<Record<Language, NoticeWords>> = {
  en: {
    subject: 'A change to your account in Catalytics',
    password_changed: 'The password of your account was changed. All other sessions have ended.',
    second_factor_added: 'A second factor was set up for your account.',
    second_factor_removed: 'The second factor of your account was removed.',
    recovery_code_used: 'Somebody signed in to your account with one of your recovery codes.',
    address_proved:
      'You signed in through your sign-in service for the first time, which proves your address. The password, second factor and sessions that the account had before have ended.',
    from: (when, address) => `${when}, from the address ${address}.`,
    unexpected:
      'If it was not you: ask for a new password on the sign-in page, and tell an administrator of your contract.',
  },
  fr: {
    subject: 'Une modification de votre compte dans Catalytics',
    password_changed:
      'Le mot de passe de votre compte a été modifié. Toutes les autres sessions sont terminées.',
    second_factor_added: 'Un second facteur a été configuré pour votre compte.',
    second_factor_removed: 'Le second facteur de votre compte a été supprimé.',
    recovery_code_used: 'Quelqu’un s’est connecté à votre compte avec l’un de vos codes de secours.',
    address_proved:
      'Vous vous êtes connecté pour la première fois par votre service de connexion, ce qui prouve votre adresse. Le mot de passe, le second facteur et les sessions antérieurs du compte ont pris fin.',
    from: (when, address) => `${when}, depuis l’adresse ${address}.`,
    unexpected:
      'Si ce n’était pas vous : demandez un nouveau mot de passe sur la page de connexion, et prévenez un administrateur de votre contrat.',
  },
  de: {
    subject: 'Eine Änderung an Ihrem Konto in Catalytics',
    password_changed: 'Das Passwort Ihres Kontos wurde geändert. Alle anderen Sitzungen sind beendet.',
    second_factor_added: 'Für Ihr Konto wurde ein zweiter Faktor eingerichtet.',
    second_factor_removed: 'Der zweite Faktor Ihres Kontos wurde entfernt.',
    recovery_code_used: 'Jemand hat sich mit einem Ihrer Wiederherstellungscodes bei Ihrem Konto angemeldet.',
    address_proved:
      'Sie haben sich zum ersten Mal über Ihren Anmeldedienst angemeldet; das belegt Ihre Adresse. Passwort, zweiter Faktor und Sitzungen, die das Konto vorher hatte, sind beendet.',
    from: (when, address) => `${when}, von der Adresse ${address}.`,
    unexpected:
      'Wenn Sie das nicht waren: Fordern Sie auf der Anmeldeseite ein neues Passwort an, und sagen Sie es einem Administrator Ihres Vertrags.',
  },
}
