import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Code } from '@dawk/ui/data/code.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { type Simulation, simulate } from '../api/change-flow.ts'
import { useSessionStates } from '../bot-words.ts'
import type { Document } from '../document/flow-document.ts'
import { PreviewChat } from './preview-chat.tsx'

/** A conversation with the draft: the engine of production on a clock of its own. Nothing is sent. */
export function PreviewPanel({ document }: { document: Document }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const states = useSessionStates()
  const [lines, setLines] = useState<readonly string[]>([])
  const [written, setWritten] = useState('')
  const [shown, setShown] = useState<Simulation | null>(null)
  // the whole conversation is played anew: the draft may have changed since its last line
  const say = useAction({
    run: async (line: string | null) => {
      const next = line === null ? [] : [...lines, line]
      const result = next.length === 0 ? null : await simulate({ ...document }, next.join('\n'))
      return { next, result }
    },
    quiet: true,
    onDone: ({ next, result }) => {
      setLines(next)
      setShown(result)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (written.trim() === '') return
    say.mutate(`> ${written.trim().replaceAll('\n', '\\n')}`)
    setWritten('')
  }
  const session = shown?.session ?? null
  return (
    <Stack gap="m">
      <PreviewChat lines={lines} simulation={shown} onTap={(title) => say.mutate(`> [${title}]`)} />
      {say.error && <Notice tone="danger">{words(say.error).message}</Notice>}
      {shown?.problems
        .filter(({ unexpected }) => !unexpected) // it is played, and nothing is expected of it
        .map(({ line, message }) => (
          <Notice key={line + message} tone="warning">
            {message}
          </Notice>
        ))}
      <form onSubmit={submit}>
        <Row gap="s" align="end">
          <Box grow>
            <TextField label={t`What the person writes`} value={written} onChange={setWritten} />
          </Box>
          <Button type="submit" busy={say.isPending}>
            <Trans>Send</Trans>
          </Button>
        </Row>
      </form>
      <Row gap="s" wrap>
        <Button size="small" onClick={() => say.mutate('start')}>
          <Trans>Start it</Trans>
        </Button>
        <Button size="small" onClick={() => say.mutate('@ +1h')}>
          <Trans>An hour passes</Trans>
        </Button>
        <Button size="small" onClick={() => say.mutate('@ +1d')}>
          <Trans>A day passes</Trans>
        </Button>
        <Button size="small" tone="ghost" onClick={() => say.mutate(null)}>
          <Trans>Begin anew</Trans>
        </Button>
      </Row>
      {session && (
        <Box surface="card" padding="m">
          <Text size="s" tone="secondary">
            {states[session.state ?? ''] ?? session.state}: {session.node}
          </Text>
          <Code>{JSON.stringify(session.vars, null, 2)}</Code>
        </Box>
      )}
    </Stack>
  )
}
