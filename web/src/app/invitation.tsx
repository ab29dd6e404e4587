import { NewPasswordField } from '../features/accounts/new-password-field.tsx'
import { SignInForm } from '../features/accounts/sign-in-form.tsx'
import { InvitationPage } from '../features/invitations/invitation-page.tsx'
import { RolePermissions } from '../features/members/role-permissions.tsx'

/** A page of three rooms: an invitation, with the accounts' ways to sign in and what the role may do. */
export function Invitation() {
  return (
    <InvitationPage SignIn={SignInForm} NewPassword={NewPasswordField} RolePermissions={RolePermissions} />
  )
}
