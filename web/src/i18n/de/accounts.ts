import type { accounts as english } from '../en/accounts.ts'
import type { Translated } from '../text-types.ts'

export const accounts: Translated<typeof english> = {
  email: 'E-Mail',
  password: 'Passwort',
  name: 'Name',
  passwordRule: '15 Zeichen oder mehr. Ein Satz, den nur Sie sagen würden, eignet sich gut.',
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
