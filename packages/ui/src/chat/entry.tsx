import type { ReactNode } from 'react'
import { Text } from '../layout/text.tsx'
import styles from './chat.module.css'

/** For links of a router that takes a class. */
export const entryClass = styles['entry'] ?? ''

interface EntryProps {
  name: string
  time: ReactNode
  /** The line below. */
  preview: ReactNode
  badges?: ReactNode
}

/** A conversation in a list: who, when, what was said last. */
export const EntryContent = ({ name, time, preview, badges }: EntryProps) => (
  <>
    <Avatar name={name} />
    <span className={styles['words']}>
      <span className={styles['apart']}>
        <Text as="strong" strong truncate>
          {name}
        </Text>
        {time}
      </span>
      <span className={styles['apart']}>
        {preview}
        {badges}
      </span>
    </span>
  </>
)

/** The first letters of a name; of a number nothing can be made but a sign. */
export const Avatar = ({ name }: { name: string }) => (
  <span className={styles['avatar']} aria-hidden="true">
    {initialsOf(name)}
  </span>
)

function initialsOf(name: string): string {
  const words = name.match(/\p{L}\p{M}*/gu) ?? []
  if (words.length === 0) return '#'
  const starts = name
    .trim()
    .split(/\s+/)
    .flatMap((word) => word.match(/^\P{L}*(\p{L}\p{M}*)/u)?.[1] ?? [])
  return (starts.length > 1 ? `${starts[0]}${starts.at(-1)}` : (starts[0] ?? '#')).toUpperCase()
}
