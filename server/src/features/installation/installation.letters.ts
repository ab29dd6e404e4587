import type { Language } from '@catalytics/contract/languages.ts'
import type { Letter } from '../../stores/mail/letter.ts'

/** To see whether mails arrive, and how they look. */
export function testLetter(language: Language, publicUrl: string): Letter {
  const { label, ...words } = texts[language]
  return { ...words, action: { label, url: publicUrl } }
}

type Words = Omit<Letter, 'action'> & { readonly label: string }

const texts: Readonly<Record<Language, Words>> = {
  en: {
    subject: 'Test message from Catalytics',
    paragraphs: ['This message shows that Catalytics can send mail with its present settings.'],
    label: 'Open Catalytics',
    smallPrint: ['The operator of the installation has asked for it. There is nothing to do.'],
  },
  fr: {
    subject: 'Message de test de Catalytics',
    paragraphs: ['Ce message montre que Catalytics peut envoyer des e-mails avec ses réglages actuels.'],
    label: 'Ouvrir Catalytics',
    smallPrint: ['L’exploitant de l’installation l’a demandé. Vous n’avez rien à faire.'],
  },
  de: {
    subject: 'Testnachricht von Catalytics',
    paragraphs: [
      'Diese Nachricht zeigt, dass Catalytics mit den jetzigen Einstellungen E-Mails senden kann.',
    ],
    label: 'Catalytics öffnen',
    smallPrint: ['Der Betreiber der Installation hat sie angefordert. Es ist nichts zu tun.'],
  },
}
