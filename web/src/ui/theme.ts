import {
  Anchor,
  Badge,
  Button,
  createTheme,
  Input,
  Loader,
  Menu,
  Modal,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core'

/**
 * The component library in our clothes. Sizes, letters and colours are tokens of `tokens.css`, so that both schemes
 * are one sheet; here stands only what components decide in code.
 */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: {
    // The library wants ten shades where it knows colours by name; what it draws comes from the tokens.
    accent: [
      '#e5f0fa',
      '#c9e0f4',
      '#9cc8ec',
      '#6cb6f5',
      '#4a96d6',
      '#2679bd',
      '#0b5fa5',
      '#084a82',
      '#063a66',
      '#14304a',
    ],
  },
  variantColorResolver: colorsOf,
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'md',
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm' } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    // Labels above, help below; what may be left out says so, so nothing needs a star.
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'], withAsterisk: false },
    }),
    Loader: Loader.extend({ defaultProps: { size: 'sm' } }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', position: 'bottom-end', offset: 6, transitionProps: { duration: 120 } },
    }),
    Modal: Modal.extend({
      defaultProps: { centered: true, shadow: 'lg', transitionProps: { duration: 140 }, radius: 'md' },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
  },
})

/** The colours that components may have: the accent, a meaning, or none. */
const known = new Set(['accent', 'good', 'warn', 'bad'])

function colorsOf({ color, variant, theme: { primaryColor } }: Parameters<VariantColorsResolver>[0]) {
  const name = color ?? primaryColor
  const own = known.has(name) ? name : 'ink-2'
  const plain = { background: 'transparent', border: '1px solid transparent' }
  switch (variant) {
    case 'filled':
      return {
        background: `var(--${own})`,
        hover: `var(--${own}-strong, var(--${own}))`,
        color: `var(--on-${own}, var(--surface))`,
        border: '1px solid transparent',
      }
    case 'light':
      return {
        background: `var(--${own}-weak, var(--raised))`,
        hover: `var(--${own}-weak, var(--raised))`,
        color: `var(--${own})`,
        border: '1px solid transparent',
      }
    case 'outline':
      return {
        ...plain,
        hover: `var(--${own}-weak, var(--raised))`,
        color: `var(--${own})`,
        border: `1px solid var(--${own})`,
      }
    case 'subtle':
      return { ...plain, hover: `var(--${own}-weak, var(--raised))`, color: `var(--${own})` }
    case 'default':
      return {
        background: 'var(--surface)',
        hover: 'var(--raised)',
        color: 'var(--ink)',
        border: '1px solid var(--line-strong)',
      }
    default:
      return { ...plain, hover: 'transparent', color: `var(--${own})` }
  }
}
