import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, mergeThemeOverrides } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** Indigo, dark enough on white and light enough on black to be read (WCAG AA) as `filled` and as text. */
const brand: MantineColorsTuple = [
  '#eef2ff',
  '#e0e7ff',
  '#c7d2fe',
  '#a5b4fc',
  '#818cf8',
  '#6366f1',
  '#4f46e5',
  '#4338ca',
  '#3730a3',
  '#312e81',
]

const look = createTheme({
  colors: { brand },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  autoContrast: true,
  respectReducedMotion: true,
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.625rem' }, h2: { fontSize: '1.25rem' }, h3: { fontSize: '1.05rem' } },
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Badge: { defaultProps: { radius: 'sm', tt: 'none', fw: 600 } },
    Card: { defaultProps: { withBorder: true, radius: 'lg', padding: 'lg' } },
    Paper: { defaultProps: { radius: 'lg' } },
    Modal: { defaultProps: { radius: 'lg', centered: true } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Table: { defaultProps: { verticalSpacing: 'sm' } },
  },
})

/** The product's look; what Mantine names for screen readers is named in the language that is spoken. */
export function useTheme() {
  const { t } = useTranslation()
  return useMemo(() => {
    const close = { closeButtonProps: { 'aria-label': t('action.close') } }
    const spoken = {
      Modal: { defaultProps: { ...look.components?.Modal?.defaultProps, ...close } },
      Drawer: { defaultProps: close },
      Notification: { defaultProps: close },
    }
    return mergeThemeOverrides(look, { components: spoken })
  }, [t])
}

/** Texts in colour that are read (WCAG AA, 4.5 : 1) on white and on their own palest shade. */
const INK = {
  teal: '#06614a',
  green: '#1f6b30',
  lime: '#4a6408',
  cyan: '#0a5f70',
  blue: '#1558a8',
  violet: '#5b34c4',
  grape: '#7d2a96',
  pink: '#a01d55',
  red: '#b02323',
  orange: '#9a3a06',
  yellow: '#7a4f00',
  gray: '#495057',
}

function inks(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(INK).flatMap(([name, ink]) => [
      [`--mantine-color-${name}-light`, `var(--mantine-color-${name}-${name === 'gray' ? 1 : 0})`],
      [`--mantine-color-${name}-light-color`, ink],
      [`--mantine-color-${name}-text`, ink],
      [`--mantine-color-${name}-outline`, ink],
    ]),
  )
}

/** Secondary text stays readable (WCAG AA), on the page's grey and on coloured alerts too. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...inks(), '--mantine-color-dimmed': '#565d66', '--mantine-color-placeholder': '#6b7280' },
  dark: { '--mantine-color-dimmed': '#a9adb3', '--mantine-color-placeholder': '#9da2a8' },
})
