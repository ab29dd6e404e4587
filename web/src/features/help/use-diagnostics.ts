import { useComputedColorScheme } from '@mantine/core'
import { useViewportSize } from '@mantine/hooks'
import { useLocation } from '@tanstack/react-router'
import type { SupportDiagnostics } from '@catalytics/contract/help.ts'
import { useText } from '../../i18n/texts.ts'
import { useNow } from '../../lib/clock.ts'
import { useSession } from '../../lib/session.ts'
import { ownTimeZone } from '../../lib/time-zones.ts'
import { latestFailures, pageBefore } from '../../lib/trail.ts'

/** All that a request for help can carry besides its words. */
export function useDiagnostics(): SupportDiagnostics {
  const { language } = useText()
  const { version } = useSession()
  const here = useLocation({ select: ({ pathname }) => pathname })
  const { width, height } = useViewportSize()
  const theme = useComputedColorScheme('light')
  const failures = latestFailures()
  return {
    page: pageBefore(here) ?? here,
    ...(failures.length > 0 && { request_ids: [...failures] }),
    version,
    browser: navigator.userAgent.slice(0, 300),
    window: `${width}x${height}`,
    language,
    theme,
    time_zone: ownTimeZone(),
    at: useNow().toISOString(),
  }
}
