import { NewPasswordField } from '../features/accounts/new-password-field.tsx'
import { SignInForm } from '../features/accounts/sign-in-form.tsx'
import { InvitationPage } from '../features/members/invitation-page.tsx'

/** A page of two rooms: the invitation of members, with the accounts' ways to sign in. */
export function Invitation() {
  return <InvitationPage SignIn={SignInForm} NewPassword={NewPasswordField} />
}
