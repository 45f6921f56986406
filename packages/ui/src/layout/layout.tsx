import type { ComponentPropsWithoutRef, ElementType, ReactNode, Ref } from 'react'
import styles from './layout.module.css'

type Size = 'xs' | 's' | 'm' | 'l'

export interface LayoutProps extends Omit<ComponentPropsWithoutRef<'div'>, 'className' | 'style'> {
  as?: ElementType
  gap?: Size
  padding?: Size
  align?: 'start' | 'center' | 'end' | 'stretch'
  justify?: 'between' | 'center' | 'end'
  surface?: 'card' | 'sunken' | 'plain'
  edge?: 'top' | 'bottom' | 'start'
  width?: 'narrow' | 'wide'
  grow?: boolean
  fixed?: boolean
  wrap?: boolean
  scroll?: boolean
  centered?: boolean
  full?: boolean
  children?: ReactNode
  ref?: Ref<HTMLDivElement>
}

const pick = (names: readonly (string | false | undefined)[]) =>
  names
    .filter((name) => name !== false && name !== undefined)
    .map((name) => styles[name as string])
    .join(' ')

function Layout({ base, ...props }: LayoutProps & { base: string }) {
  const { as: As = 'div', gap, padding, align, justify, surface, edge, width, ...others } = props
  const { grow, fixed, wrap, scroll, centered, full, ...rest } = others
  const className = pick([
    'box',
    base,
    (As === 'ol' || As === 'ul') && 'list',
    gap && `gap-${gap}`,
    padding && `pad-${padding}`,
    align && `align-${align}`,
    justify && `justify-${justify}`,
    surface,
    edge && `edge-${edge}`,
    width,
    grow && 'grow',
    fixed && 'fixed',
    wrap && 'wrap',
    scroll && 'scroll',
    centered && 'centered',
    full && 'full',
  ])
  return <As className={className} {...rest} />
}

/** Children below one another. */
export const Stack = (props: LayoutProps) => <Layout base="column" {...props} />
/** Children beside one another. */
export const Row = (props: LayoutProps) => <Layout base="row" {...props} />
export const Box = (props: LayoutProps) => <Layout base="box" {...props} />

/** As many columns as fit, none narrower than its `cell`. */
export const Grid = ({ cell = 'm', ...props }: LayoutProps & { cell?: 's' | 'm' | 'l' }) => (
  <div className={pick(['grid', `cell-${cell}`, props.align && `align-${props.align}`])}>{props.children}</div>
)

/** For screen readers alone. */
export const Hidden = ({ children }: { children: ReactNode }) => <span className={styles['hidden']}>{children}</span>

/** What is worked on, and what belongs to it beside it; below it where there is no room. */
export const Beside = ({
  aside,
  asideLabel,
  children,
}: {
  aside: ReactNode
  asideLabel: string
  children: ReactNode
}) => (
  <div className={styles['beside']}>
    <div className={styles['box']}>{children}</div>
    <aside className={styles['box']} aria-label={asideLabel}>
      {aside}
    </aside>
  </div>
)

/** As the style sheets have it: one pane at a time, and the rail at the bottom. */
const narrow = '(max-width: 45rem)'

/** Whether the page is shown on a phone, at this moment. */
export const isNarrow = (): boolean => window.matchMedia(narrow).matches
