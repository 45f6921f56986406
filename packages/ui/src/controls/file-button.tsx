import { type ReactNode, type RefObject, useRef } from 'react'
import { Hidden } from '../layout/layout.tsx'
import { Button, IconButton } from './button.tsx'

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
      <HiddenInput input={input} accept={accept} onFile={onFile} />
    </>
  )
}

interface UploadButtonProps extends Omit<FileButtonProps, 'label' | 'disabled'> {
  busy?: boolean
}

/** The same with words, for what a page is about. */
export function UploadButton({ busy = false, accept, onFile, children }: UploadButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button tone="primary" busy={busy} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <HiddenInput input={input} accept={accept} onFile={onFile} />
    </>
  )
}

interface HiddenInputProps {
  input: RefObject<HTMLInputElement | null>
  accept: string | undefined
  onFile(file: File): void
}

const HiddenInput = ({ input, accept, onFile }: HiddenInputProps) => (
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
)
