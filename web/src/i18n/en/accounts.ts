export const accounts = {
  email: 'E-mail',
  password: 'Password',
  name: 'Name',
  passwordRule: '15 characters or more. A sentence that only you would say works well.',
  signIn: {
    title: 'Sign in',
    do: 'Sign in',
    setUpNeeded:
      'Nobody can sign in here yet. Open the set-up link that the server printed when it started: it makes the first user.',
  },
  setUp: {
    title: 'Set up Catalytics',
    about: 'You become the first user, the account administrator. This link works once.',
    administers: 'You will administer: {{names}}.',
    contract: 'First contract',
    contractHelp: 'The company whose catalogs are looked at. More can be added later.',
    timeZone: 'Time zone of the contract',
    timeZoneHelp: 'Its days begin at midnight there.',
    do: 'Set up and sign in',
  },
} as const
