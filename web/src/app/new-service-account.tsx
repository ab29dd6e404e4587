import { NewServiceAccountPage } from '../features/service-accounts/new-service-account-page.tsx'
import { PasswordChoice } from '../features/service-passwords/password-choice.tsx'
import { PasswordOnce } from '../features/service-passwords/password-once.tsx'

/** A page of two rooms: a new service account, with its first password. */
export function NewServiceAccount() {
  return <NewServiceAccountPage PasswordChoice={PasswordChoice} PasswordOnce={PasswordOnce} />
}
