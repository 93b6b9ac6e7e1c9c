import { Badge, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** From nearly white to nearly black; white text keeps 4.5 : 1 from the seventh on. */
const WEFT: MantineColorsTuple = [
  '#e6f5f2',
  '#cdeae4',
  '#9fd6cb',
  '#6fc4b5',
  '#46b3a2',
  '#2b9e8d',
  '#178477',
  '#0f7267',
  '#0b5d56',
  '#084843',
];

/** Mantine in our colours. Filled parts use darker shades than Mantine's own, whose contrast axe refuses. */
export const theme = createTheme({
  primaryColor: 'weft',
  primaryShade: { light: 8, dark: 7 },
  colors: { weft: WEFT },
  fontFamily: 'var(--weft-font)',
  headings: { fontFamily: 'var(--weft-font)', fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 600 } }),
  },
});

/** Grounds, texts and lines come from ui/tokens.css, which knows light and dark. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--weft-paper)',
    '--mantine-color-text': 'var(--weft-text)',
    '--mantine-color-dimmed': 'var(--weft-muted)',
    '--mantine-color-placeholder': 'var(--weft-muted)',
    '--mantine-color-default': 'var(--weft-paper)',
    '--mantine-color-default-hover': 'var(--weft-ground)',
    '--mantine-color-default-color': 'var(--weft-text)',
    '--mantine-color-default-border': 'var(--weft-line)',
    '--mantine-color-error': 'var(--weft-danger-text)',
    '--mantine-color-anchor': 'var(--weft-brand-text)',
    '--mantine-color-weft-light': 'var(--weft-brand-soft)',
    '--mantine-color-weft-light-color': 'var(--weft-brand-text)',
    '--mantine-color-red-filled': 'var(--weft-danger)',
    '--mantine-color-red-filled-hover': 'var(--weft-danger-strong)',
    '--mantine-color-red-light': 'var(--weft-danger-soft)',
    '--mantine-color-red-light-color': 'var(--weft-danger-text)',
    '--mantine-color-yellow-light': 'var(--weft-warn-soft)',
    '--mantine-color-yellow-light-color': 'var(--weft-warn-text)',
    '--mantine-color-gray-light': 'var(--weft-ground)',
    '--mantine-color-gray-light-color': 'var(--weft-muted)',
  };
  return { variables: {}, light: shared, dark: shared };
};
