import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { useViews } from './views.ts'

interface Command {
  label: string
  /** The key that does the same; absent: there is none. */
  keys?: string
  run?(): void
}

/** Ctrl and K open it anywhere in the inbox: what can be done, and by which key. */
export function CommandPalette() {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const close = () => {
    setOpen(false)
    setWords('')
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setOpen((former) => !former)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const commands = useCommands().filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()))
  const take = ({ run }: Command) => {
    close()
    run?.()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (commands[0]) take(commands[0])
  }
  return (
    <Dialog open={isOpen} onClose={close} title={t`Commands`} closeLabel={t`Close`}>
      <Stack gap="s" as="form" onSubmit={submit}>
        <TextField label={t`What do you want to do?`} value={words} onChange={setWords} autoFocus />
        {commands.map((command) => (
          <Button key={command.label} tone="ghost" full onClick={() => take(command)}>
            <Row justify="between" grow gap="s">
              <Text as="span">{command.label}</Text>
              {command.keys !== undefined && (
                <Text as="kbd" mono tone="muted">
                  {command.keys}
                </Text>
              )}
            </Row>
          </Button>
        ))}
      </Stack>
    </Dialog>
  )
}

/** What a key does in the open conversation, the palette does by that key. */
const press = (key: string) => () => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true })
  setTimeout(() => window.dispatchEvent(event)) // once the dialog is gone
}

function useCommands(): Command[] {
  const { t } = useLingui()
  const navigate = useNavigate()
  const views = useViews()
  const key = (label: string, keys: string): Command => ({ label, keys, run: press(keys) })
  return [
    key(t`Answer`, 'r'),
    key(t`Write a note`, 'n'),
    key(t`Assign`, 'a'),
    key(t`Label`, 'l'),
    key(t`Snooze`, 's'),
    key(t`Close`, 'e'),
    key(t`Next conversation`, 'j'),
    key(t`Previous conversation`, 'k'),
    ...views.map(({ label, value }) => ({
      label: t`Show ${label}`,
      run: () => void navigate({ to: '/inbox', search: { view: value } }),
    })),
  ]
}
