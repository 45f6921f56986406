import type { ReactNode } from 'react'
import styles from './panes.module.css'

interface PanesProps {
  list: ReactNode
  listLabel: string
  /** Whether something of the list is open: on a phone it hides the list. */
  open: boolean
  aside?: ReactNode
  asideLabel?: string
  children: ReactNode
}

/** A list, what is open of it, and what is told beside it. One pane on a phone, two on a tablet. */
export const Panes = ({ list, listLabel, open, aside, asideLabel, children }: PanesProps) => (
  <div className={styles['panes']} data-open={open}>
    <section className={styles['list']} aria-label={listLabel}>
      {list}
    </section>
    <div className={styles['detail']}>{children}</div>
    {aside !== undefined && (
      <aside className={styles['aside']} aria-label={asideLabel}>
        {aside}
      </aside>
    )}
  </div>
)

export const Bar = ({ children }: { children: ReactNode }) => <div className={styles['bar']}>{children}</div>

/** Shown where one pane hides the other. */
export const OnPhone = ({ children }: { children: ReactNode }) => <span className={styles['back']}>{children}</span>
