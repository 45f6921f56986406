import type { ComponentPropsWithoutRef, ReactNode, Ref } from 'react'
import { Hidden } from '../layout/layout.tsx'
import styles from './button.module.css'

type Native = Omit<ComponentPropsWithoutRef<'button'>, 'className' | 'style'>

export interface ButtonProps extends Native {
  tone?: 'primary' | 'default' | 'danger' | 'ghost'
  size?: 'small' | 'medium'
  /** While what it started runs: a second click does nothing. */
  busy?: boolean
  icon?: ReactNode
  full?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({ tone = 'default', size = 'medium', busy = false, icon, full, ...props }: ButtonProps) {
  const { children, disabled, type = 'button', ...rest } = props
  return (
    <button
      type={type}
      disabled={disabled || busy}
      aria-busy={busy}
      {...rest}
      className={classOf(tone, size, full && styles['full'])}
    >
      {busy ? <span className={styles['spinner']} aria-hidden /> : icon}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Native {
  /** What it does, for those who do not see the icon; also its tooltip. */
  label: string
  size?: 'small' | 'medium'
  tone?: 'default' | 'ghost' | 'primary'
  pressed?: boolean
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, size = 'medium', tone = 'ghost', pressed, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      {...rest}
      className={classOf(tone, size, styles['icon'], pressed && styles['on'])}
    >
      {children}
      <Hidden>{label}</Hidden>
    </button>
  )
}

/** A link to another page or host that looks like a button. */
export const ButtonLink = ({ href, children, icon, external }: ButtonLinkProps) => (
  <a className={classOf('default', 'medium')} href={href} {...(external && outside)}>
    {icon}
    {children}
  </a>
)

interface ButtonLinkProps {
  href: string
  icon?: ReactNode
  /** Opens in another tab. */
  external?: boolean
  children: ReactNode
}

const outside = { target: '_blank', rel: 'noopener noreferrer' }

/** A button that reads as part of a sentence. */
export const TextButton = (props: Native) => <button className={styles['link']} type="button" {...props} />

/** A link in running text. */
export const TextLink = ({ href, external, children }: Omit<ButtonLinkProps, 'icon'>) => (
  <a className={styles['link']} href={href} {...(external && outside)}>
    {children}
  </a>
)

const classOf = (tone: string, size: string, ...others: (string | false | undefined)[]) =>
  [styles['button'], styles[tone], size === 'small' && styles['small'], ...others].filter(Boolean).join(' ')
