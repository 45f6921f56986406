import { useEffect, useState } from 'react'
import styles from './search-field.module.css'

interface SearchFieldProps {
  label: string
  value: string
  /** Called when the typing pauses. */
  onChange(value: string): void
}

const pauseMs = 250

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onChange(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <input
      className={styles['search']}
      type="search"
      dir="auto"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}
