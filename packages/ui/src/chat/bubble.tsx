import { type ReactNode, useEffect, useRef } from 'react'
import { Hidden } from '../layout/layout.tsx'
import styles from './chat.module.css'

export type Tick = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed'

interface BubbleProps {
  id: string
  side: 'in' | 'out' | 'note'
  failed?: boolean
  /** Led to from a quote or a search. */
  marked?: boolean
  /** Who wrote it and when, for those who do not see the sides. */
  label: string
  tools?: ReactNode
  foot: ReactNode
  reactions?: string | undefined
  children: ReactNode
}

const pick = (...names: (string | false | undefined)[]) =>
  names
    .filter(Boolean)
    .map((name) => styles[name as string])
    .join(' ')

/** One message of a thread. */
export const Bubble = ({ id, side, failed, marked, label, tools, foot, reactions, children }: BubbleProps) => (
  <article
    id={id}
    aria-label={label}
    className={pick('line', side !== 'in' && 'out', side === 'note' && 'note', failed && 'failed', marked && 'marked')}
  >
    <div className={styles['bubble']}>
      {children}
      {reactions !== undefined && <span className={styles['reactions']}>{reactions}</span>}
      <div className={styles['foot']}>{foot}</div>
    </div>
    {tools !== undefined && <div className={styles['tools']}>{tools}</div>}
  </article>
)

const marks: Record<Tick, string> = { waiting: '◷', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '!' }

/** How far a message has come. */
export const Ticks = ({ state, label }: { state: Tick; label: string }) => (
  <span className={pick('ticks', state === 'read' && 'read', state === 'failed' && 'bad')} title={label}>
    <span aria-hidden="true">{marks[state]}</span>
    <Hidden>{label}</Hidden>
  </span>
)

export const Quote = ({ label, onOpen, children }: { label: string; onOpen(): void; children: ReactNode }) => (
  <button type="button" className={styles['quote']} aria-label={label} onClick={onOpen}>
    {children}
  </button>
)

export const DayMark = ({ children }: { children: ReactNode }) => <div className={styles['day']}>{children}</div>

interface ThreadProps {
  label: string
  /** Comes near the oldest line that is shown. */
  onStart?(): void
  children: ReactNode
}

/** Shows the newest message at the bottom, as WhatsApp does. A reader who is at the bottom stays there when a new one comes. */
export function ThreadView({ label, onStart, children }: ThreadProps) {
  const start = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!start.current || !onStart) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && onStart(), { rootMargin: '600px' })
    watch.observe(start.current)
    return () => watch.disconnect()
  }, [onStart])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <div className={styles['thread']} role="log" aria-label={label} tabIndex={0}>
      <div className={styles['lines']}>
        <div ref={start} />
        {children}
      </div>
    </div>
  )
}
