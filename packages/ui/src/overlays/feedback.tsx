import type { ReactNode } from 'react'
import { Text } from '../layout/text.tsx'
import styles from './feedback.module.css'

export type Tone = 'info' | 'success' | 'warning' | 'danger' | 'neutral'

/** A sentence or two that stand where they belong. */
export const Notice = ({ tone = 'info', icon, action, children }: NoticeProps) => (
  <div className={`${styles['notice']} ${styles[tone]}`} role={tone === 'danger' ? 'alert' : 'note'}>
    {icon}
    <div className={styles['words']}>{children}</div>
    {action}
  </div>
)

interface NoticeProps {
  tone?: Tone
  icon?: ReactNode
  action?: ReactNode
  children: ReactNode
}

export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={`${styles['badge']} ${styles[tone]}`}>{children}</span>
)

/** Nothing for zero; exact up to 999. */
export const Count = ({ value, label }: { value: number; label: string }) =>
  value === 0 ? null : (
    <span className={`${styles['badge']} ${styles['count']}`} role="img" aria-label={label}>
      {value > 999 ? '999+' : value}
    </span>
  )

/** Says why there is nothing, and what to do about it. */
export const Empty = ({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) => (
  <div className={styles['empty']}>
    <Text strong>{title}</Text>
    {children !== undefined && <Text tone="secondary">{children}</Text>}
    {action}
  </div>
)

/** Stands where rows will be. */
export const Skeleton = ({ rows = 3, label }: { rows?: number; label: string }) => (
  <div role="status" aria-label={label}>
    {Array.from({ length: rows }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
      <Text key={index} as="div">
        <span className={`${styles['bone']} ${styles['tall']}`} />
      </Text>
    ))}
  </div>
)
