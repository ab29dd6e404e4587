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
    unexpected: 'If it was not you, leave this message: your password stays as it is.',
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
