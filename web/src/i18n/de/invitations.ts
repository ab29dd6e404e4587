import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { invitations as english } from '../en/invitations.ts'

export const invitations: Translated<typeof english> = {
  pending_one: '{{count, number}} offene Einladung',
  pending_other: '{{count, number}} offene Einladungen',
  operator: 'der Betreiber',
  expired: 'abgelaufen',
  done: 'Fertig',
  columns: {
    by: 'Eingeladen von',
    sent: 'Gesendet',
    expires: 'Läuft ab',
    mail: 'E-Mail-Status',
  },
  mail: {
    none: 'Link übergeben',
    queued: 'unterwegs',
    sent: 'zugestellt',
    failed: 'nicht zugestellt',
  },
  resend: {
    link: 'Erneut senden',
    newLink: 'Neuer Link',
    title: 'Einladung von {{email}}',
    follows: 'Ein neuer Link geht hinaus und gilt sieben Tage. Der zuvor gesendete gilt nicht mehr.',
    linkFollows:
      'Sie bekommen einen neuen Link zum Übergeben, der sieben Tage gilt. Der vorige gilt nicht mehr.',
  },
  delete: {
    done: 'Die Einladung von {{email}} ist gelöscht.',
    link: 'Löschen',
    title: 'Einladung von {{email}} löschen?',
    follows: 'Ihr Link gilt sofort nicht mehr. Sie können die Adresse jederzeit wieder einladen.',
    do: 'Einladung löschen',
  },
  invite: {
    link: 'Jemanden einladen',
    title: 'Jemanden einladen',
    about: 'Die Person bekommt einen Link, der einmal gilt, sieben Tage lang und nur für ihre Adresse.',
    emailHelp: 'Wer neu ist, wählt ein Passwort; wer ein Konto hat, meldet sich damit an.',
    contract: 'Vertrag',
    language: 'Sprache der Einladung',
    languageHelp: 'Sie lässt sich jederzeit ändern.',
    do: 'Einladen',
  },
  sent: {
    title: 'Einladung an {{email}} gesendet',
    ready: 'Einladung für {{email}} ist bereit',
    mailed: 'Die Einladung ist unterwegs an {{email}}.',
    handOver:
      'Diese Installation verschickt keine E-Mails: Übergeben Sie {{email}} den Link selbst. Er wird nur jetzt angezeigt.',
    link: 'Link',
    rules: 'Er gilt einmal, bis {{until}}, und nur für {{email}}.',
    another: 'Noch jemanden einladen',
  },
  accept: {
    loading: 'Einladung',
    title: 'Einladung zu {{contract}}',
    about: 'Für {{email}}. Der Link gilt einmal.',
    role: 'Ihre Rolle wird sein: {{role}}',
    name: 'Name',
    nameHelp: 'So heißen Sie für alle, die hier mitarbeiten.',
    password: 'Passwort',
    accept: 'Annehmen und anmelden',
    signIn: 'Sie haben schon ein Konto. Melden Sie sich an, um anzunehmen.',
    asYou: 'Sie sind mit der eingeladenen Adresse angemeldet.',
    hasAccount: 'Ich habe schon ein Konto',
    isNew: 'Ich habe noch kein Konto',
    newPassword: 'Neues Passwort',
    renews:
      'Noch ist nicht belegt, dass diese Adresse Ihnen gehört. Wählen Sie ein neues Passwort: Das alte, Ihre anderen Sitzungen und der zweite Faktor enden, falls jemand anderes sie kennt.',
    join: '{{contract}} beitreten',
    other: 'Sie sind als {{own}} angemeldet, und diese Einladung ist für {{invited}}.',
    signOut: 'Abmelden und fortfahren',
    none: {
      title: 'Diese Einladung gilt nicht',
      about:
        'Sie wurde benutzt, zurückgenommen, erneut gesendet oder ist abgelaufen, oder der Link ist unvollständig. Bitten Sie um eine neue.',
      home: 'Startseite',
    },
  },
}
