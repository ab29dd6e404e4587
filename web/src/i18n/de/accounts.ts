import type { accounts as english } from '../en/accounts.ts'
import type { Translated } from '../text-types.ts'

export const accounts: Translated<typeof english> = {
  email: 'E-Mail',
  password: 'Passwort',
  name: 'Name',
  passwordRule: '15 Zeichen oder mehr. Ein Satz, den nur Sie sagen würden, eignet sich gut.',
  passwordRuleShort: '8 Zeichen oder mehr, weil auch ein zweiter Faktor verlangt wird.',
  passwordProblems: {
    not_text: 'Es enthält Zeichen, die sich nicht überall tippen lassen.',
    too_short: 'Zu kurz: 15 Zeichen oder mehr, oder 8 mit zweitem Faktor.',
    too_long: 'Zu lang: höchstens 200 Zeichen.',
    few_characters: 'Zu wenige verschiedene Zeichen.',
    repeated: 'Es wiederholt sich.',
    common: 'Viele benutzen es; es wird zuerst probiert.',
    sequences: 'Es folgt der Tastatur oder dem Alphabet.',
    names: 'Es stützt sich auf Ihren Namen, Ihre Adresse oder die Firma.',
    easy_to_guess: 'Leicht zu erraten. Fügen Sie ein Wort hinzu, das mit dem Rest nichts zu tun hat.',
  },
  passwordStrengths: { fair: 'Es genügt.', good: 'Gut.', strong: 'Stark.' },
  account: {
    title: 'Konto',
    profile: 'Profil',
    nameHelp: 'Unter diesem Namen sehen Ihre Kollegen Sie.',
    password: 'Passwort',
    passwordAbout: 'Eine Änderung beendet alle anderen Sitzungen.',
    currentPassword: 'Aktuelles Passwort',
    newPassword: 'Neues Passwort',
    changePassword: 'Passwort ändern',
    passwordChanged: 'Geändert; andere Sitzungen sind beendet.',
    sessions: 'Sitzungen',
    sessionsAbout:
      'Wo Sie angemeldet sind. Beenden Sie, was Sie nicht kennen, und ändern Sie dann das Passwort.',
  },
  sessions: {
    browser: 'Browser',
    address: 'Adresse',
    begun: 'Angemeldet',
    used: 'Zuletzt benutzt',
    this: 'Diese hier',
    end: 'Beenden',
    endThis: 'Sitzung von {{browser}} beenden',
  },
  signIn: {
    title: 'Anmelden',
    do: 'Anmelden',
    setUpNeeded:
      'Hier kann sich noch niemand anmelden. Öffnen Sie den Einrichtungslink, den der Server beim Start ausgegeben hat: Er legt den ersten Benutzer an.',
  },
  setUp: {
    title: 'Catalytics einrichten',
    about: 'Sie werden der erste Benutzer, der Kontoadministrator. Dieser Link gilt einmal.',
    administers: 'Sie verwalten dann: {{names}}.',
    contract: 'Erster Vertrag',
    contractHelp: 'Das Unternehmen, dessen Kataloge angesehen werden. Weitere lassen sich später hinzufügen.',
    timeZone: 'Zeitzone des Vertrags',
    timeZoneHelp: 'Dort beginnen seine Tage um Mitternacht.',
    do: 'Einrichten und anmelden',
  },
}
