import { ServiceAccountPage } from '../features/service-accounts/service-account-page.tsx'
import { AccountPasswords } from '../features/service-passwords/account-passwords.tsx'
import { PasswordOnce } from '../features/service-passwords/password-once.tsx'

/** A page of two rooms: a service account, with its passwords. */
export function ServiceAccount() {
  return <ServiceAccountPage AccountPasswords={AccountPasswords} PasswordOnce={PasswordOnce} />
}
