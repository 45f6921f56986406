import type { ElementType, ReactNode } from 'react'
import styles from './text.module.css'

export interface TextProps {
  as?: ElementType
  size?: 'xs' | 's' | 'm' | 'l' | 'xl' | 'xxl'
  tone?: 'primary' | 'secondary' | 'muted' | 'danger' | 'warning' | 'accent'
  strong?: boolean
  mono?: boolean
  /** On one line, with an ellipsis where it ends. */
  truncate?: boolean
  /** Keeps the line breaks of what was written. */
  pre?: boolean
  /** Digits of one width. */
  numbers?: boolean
  id?: string
  title?: string
  children?: ReactNode
}

/** Text that people wrote takes the direction of its own first letter. */
export function Text({ as: As = 'p', size = 'm', tone = 'primary', ...props }: TextProps) {
  const { strong, mono, truncate, pre, numbers, ...rest } = props
  const flags = { strong, mono, truncate, pre, numbers }
  const names = Object.entries(flags).flatMap(([name, on]) => (on ? [styles[name]] : []))
  const className = [styles['text'], styles[`size-${size}`], styles[`tone-${tone}`], ...names].join(' ')
  // one line keeps to the side of the page; a paragraph takes the side of its own script
  if (truncate) return <As className={className} {...rest} children={<bdi>{rest.children}</bdi>} />
  return <As className={className} dir="auto" {...rest} />
}

const headings = { 1: ['h1', 'xl'], 2: ['h2', 'l'], 3: ['h3', 'm'] } as const

export function Heading({ level = 2, id, children }: { level?: 1 | 2 | 3; id?: string; children: ReactNode }) {
  const [as, size] = headings[level]
  return (
    <Text as={as} size={size} strong {...(id !== undefined && { id })}>
      {children}
    </Text>
  )
}
