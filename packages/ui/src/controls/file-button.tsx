import { type ReactNode, useRef } from 'react'
import { Hidden } from '../layout/layout.tsx'
import { IconButton } from './button.tsx'

interface FileButtonProps {
  label: string
  accept?: string
  disabled?: boolean
  onFile(file: File): void
  children: ReactNode
}

/** Opens the browser's dialog; the same file can be chosen twice in a row. */
export function FileButton({ label, accept, disabled, onFile, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton label={label} {...(disabled && { disabled })} onClick={() => input.current?.click()}>
        {children}
      </IconButton>
      <Hidden>
        <input
          ref={input}
          type="file"
          tabIndex={-1}
          aria-hidden
          {...(accept && { accept })}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) onFile(file)
          }}
        />
      </Hidden>
    </>
  )
}
