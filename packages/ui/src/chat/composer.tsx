import type { ClipboardEvent, DragEvent, KeyboardEvent, ReactNode, Ref } from 'react'
import styles from './chat.module.css'

interface ComposerFrameProps {
  label: string
  /** What is written is for colleagues alone. */
  note?: boolean
  onFile?(file: File): void
  children: ReactNode
}

/** Takes what is dropped on it. */
export const ComposerFrame = ({ label, note = false, onFile, children }: ComposerFrameProps) => (
  <section
    className={styles['composer']}
    aria-label={label}
    data-note={note}
    onDragOver={(event: DragEvent) => event.preventDefault()}
    onDrop={(event: DragEvent) => {
      event.preventDefault()
      const file = event.dataTransfer.files[0]
      if (file) onFile?.(file)
    }}
  >
    {children}
  </section>
)

interface ComposerInputProps {
  label: string
  value: string
  onChange(value: string): void
  onKeyDown?(event: KeyboardEvent<HTMLTextAreaElement>): void
  onFile?(file: File): void
  ref?: Ref<HTMLTextAreaElement>
}

/** Grows with its text; a pasted picture is a file, not text. */
export const ComposerInput = ({ label, value, onChange, onKeyDown, onFile, ref }: ComposerInputProps) => (
  <textarea
    ref={ref}
    className={styles['input']}
    aria-label={label}
    placeholder={label}
    dir="auto"
    rows={1}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    {...(onKeyDown && { onKeyDown })}
    onPaste={(event: ClipboardEvent) => {
      const file = event.clipboardData.files[0]
      if (!file || !onFile) return
      event.preventDefault()
      onFile(file)
    }}
  />
)

interface EmojiRowProps {
  label: string
  emojis: readonly string[]
  onPick(emoji: string): void
}

export const EmojiRow = ({ label, emojis, onPick }: EmojiRowProps) => (
  <fieldset className={styles['emojis']} aria-label={label}>
    {emojis.map((emoji) => (
      <button key={emoji} type="button" className={styles['emoji']} onClick={() => onPick(emoji)}>
        {emoji}
      </button>
    ))}
  </fieldset>
)
