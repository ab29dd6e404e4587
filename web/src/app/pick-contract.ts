import { useRouter } from '@tanstack/react-router'
import { keepPreference } from '../lib/preferences.ts'
import { useContract } from '../lib/session.ts'
import { destinationsFor } from './destinations.ts'

/** Shows another contract: the same page of it where there is one, with nothing of the old contract in the address. */
export function usePickContract(): (contract: string) => void {
  const router = useRouter()
  const own = useContract()
  return (contract) => {
    keepPreference('contract', contract)
    const path = router.state.location.pathname
    if (own === undefined || !path.startsWith('/c/')) {
      void router.invalidate()
      return
    }
    // The last: what lies below a page comes after it in the menus.
    const page = destinationsFor(own).findLast(({ link }) =>
      path.startsWith(router.buildLocation(link(own.id)).pathname),
    )
    void router.navigate(page === undefined ? { to: '/' } : page.link(contract))
  }
}
