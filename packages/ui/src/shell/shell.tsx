import type { ReactNode } from 'react'
import { Heading, Text } from '../layout/text.tsx'
import styles from './shell.module.css'

interface ShellProps {
  brand: string
  navLabel: string
  skipLabel: string
  nav: ReactNode
  foot: ReactNode
  children: ReactNode
}

/** Rail and content; on a phone the rail lies at the bottom. */
export const Shell = ({ brand, navLabel, skipLabel, nav, foot, children }: ShellProps) => (
  <div className={styles['shell']}>
    <a className={styles['skip']} href="#main">
      {skipLabel}
    </a>
    <nav className={styles['rail']} aria-label={navLabel}>
      <div className={styles['brand']}>{brand}</div>
      {nav}
      <div className={styles['spacer']} />
      {foot}
    </nav>
    <main id="main" tabIndex={-1} className={styles['main']}>
      {children}
    </main>
  </div>
)

/** For links of a router that takes a class. */
export const railItemClass = styles['item'] ?? ''

export const RailContent = ({ icon, label, badge }: { icon: ReactNode; label: string; badge?: ReactNode }) => (
  <>
    {icon}
    <span className={styles['name']}>{label}</span>
    {badge}
  </>
)

export const RailButton = ({ icon, label, onClick }: { icon: ReactNode; label: string; onClick(): void }) => (
  <button type="button" className={styles['item']} title={label} aria-label={label} onClick={onClick}>
    <RailContent icon={icon} label={label} />
  </button>
)

interface PageProps {
  title: string
  /** One sentence on what the page is for. */
  lead?: ReactNode
  actions?: ReactNode
  /** As wide as the screen: for what is drawn. */
  wide?: boolean
  children: ReactNode
}

export const Page = ({ title, lead, actions, wide = false, children }: PageProps) => (
  <div className={styles['page']}>
    <div className={styles['inner']} data-wide={wide}>
      <header className={styles['head']}>
        <div>
          <Heading level={1}>{title}</Heading>
          {lead !== undefined && <Text tone="secondary">{lead}</Text>}
        </div>
        <div className={styles['actions']}>{actions}</div>
      </header>
      {children}
    </div>
  </div>
)

/** One card in the middle: signing in, and what cannot be shown. */
export const CenteredPanel = ({ title, children }: { title: string; children: ReactNode }) => (
  <main className={styles['center']}>
    <div className={styles['panel']}>
      <Heading level={1}>{title}</Heading>
      {children}
    </div>
  </main>
)
