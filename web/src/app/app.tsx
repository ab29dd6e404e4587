import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { theme } from '../ui/theme.ts'
import { router } from './router.tsx'

const schemes = localStorageColorSchemeManager({ key: 'catalytics-theme' })

/** The browser application with all that its pages take for granted. */
export function App() {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        colorSchemeManager={schemes}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
        withCssVariables={false}
      >
        <RouterProvider router={router} />
      </MantineProvider>
    </StrictMode>
  )
}

/** The server allows style elements with this word only; it is another one each time. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}
