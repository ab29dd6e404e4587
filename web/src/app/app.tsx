import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { theme } from '../ui/theme.ts'
import { queries } from './queries.ts'
import { router } from './router.tsx'

const schemes = localStorageColorSchemeManager({ key: 'catalytics-theme' })

// What keeps the page still behind a dialogue makes a style element of its own, and asks for the word by this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })

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
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  )
}

/** The server allows style elements with this word only; it is another one each time. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}
