import { useEffect, useRef, useState } from 'react'
import styles from './search-field.module.css'

interface SearchFieldProps {
  label: string
  value: string
  /** Called when the typing pauses, and before what is clicked next. */
  onChange(value: string): void
}

const pauseMs = 250

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const reported = useRef(value)
  const tell = () => {
    if (text === reported.current) return
    reported.current = text // once: a second time it would lead back from where a click has led
    onChange(text)
  }
  useEffect(() => {
    const timer = setTimeout(tell, pauseMs)
    return () => clearTimeout(timer)
  })
  return (
    <input
      className={styles['search']}
      type="search"
      dir="auto"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={tell}
    />
  )
}
