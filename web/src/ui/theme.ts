import {
  createTheme,
  type AnchorProps,
  type BadgeProps,
  type ButtonProps,
  type DrawerProps,
  type InputWrapperProps,
  type LoaderProps,
  type MenuProps,
  type ModalProps,
  type TooltipProps,
  type VariantColorsResolver,
} from '@mantine/core'

/**
 * The library would keep the page from scrolling with a style element of its own, which the policy refuses; what moves is
 * said in `base.css`. And what it calls the header of a dialogue is no banner of the page.
 */
const dialogue = { lockScroll: false, attributes: { header: { role: 'presentation' } } }

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
    Anchor: { defaultProps: { underline: 'always' } satisfies Partial<AnchorProps> },
    Badge: { defaultProps: { variant: 'light', radius: 'sm' } satisfies Partial<BadgeProps> },
    Button: { defaultProps: { size: 'sm' } satisfies Partial<ButtonProps> },
    Drawer: { defaultProps: dialogue satisfies Partial<DrawerProps> },
    // Labels above, help below; what may be left out says so, so nothing needs a star.
    InputWrapper: {
      defaultProps: {
        inputWrapperOrder: ['label', 'input', 'description', 'error'],
        withAsterisk: false,
      } satisfies Partial<InputWrapperProps>,
    },
    Loader: { defaultProps: { size: 'sm' } satisfies Partial<LoaderProps> },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        offset: 6,
        transitionProps: { duration: 120 },
      } satisfies Partial<MenuProps>,
    },
    Modal: {
      defaultProps: {
        ...dialogue,
        centered: true,
        shadow: 'lg',
        transitionProps: { duration: 140 },
        radius: 'md',
      } satisfies Partial<ModalProps>,
    },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } satisfies Partial<TooltipProps> },
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
