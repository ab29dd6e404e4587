/** What somebody chose in this browser, before or without signing in. Storage may be switched off: then it is forgotten. */
type PreferenceName = 'language' | 'contract' | 'keys'

export function readPreference(name: PreferenceName): string | undefined {
  try {
    return localStorage.getItem(`catalytics-${name}`) ?? undefined
  } catch {
    return undefined
  }
}

export function keepPreference(name: PreferenceName, value: string): void {
  try {
    localStorage.setItem(`catalytics-${name}`, value)
  } catch {
    // It holds until the page is closed.
  }
}
