import type { FormEvent, ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { Row, Stack } from '../layout/layout.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './feedback.tsx'

interface FormDialogProps {
  title: string
  /** On the buttons. */
  words: { submit: string; cancel: string; close: string }
  busy: boolean
  /** What went wrong as a whole; fields show their own. */
  problem?: ReactNode
  /** Nothing can be sent yet. */
  incomplete?: boolean
  danger?: boolean
  onSubmit(): void
  onClose(): void
  children: ReactNode
}

/** A few fields that are sent or given up together: by Enter and by Escape, too. */
export function FormDialog({ title, words, busy, problem, incomplete = false, danger, ...props }: FormDialogProps) {
  const { onSubmit, onClose, children } = props
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Dialog open title={title} onClose={onClose} closeLabel={words.close}>
      <form onSubmit={submit}>
        <Stack gap="m">
          {children}
          {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
          <Row justify="end" gap="s">
            <Button tone="ghost" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" tone={danger ? 'danger' : 'primary'} busy={busy} disabled={incomplete}>
              {words.submit}
            </Button>
          </Row>
        </Stack>
      </form>
    </Dialog>
  )
}
