import { ComposerFrame, ComposerInput } from '@dawk/ui/chat/composer.tsx'
import { Button } from '@dawk/ui/controls/button.tsx'
import { NoteIcon } from '@dawk/ui/icons.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { colleaguesQuery } from '#lib/inbox/colleagues.ts'
import { createNote } from '../api/notes.ts'
import { useNoteDraft } from './use-note-draft.ts'

interface NoteComposerProps {
  conversationId: string
  onDone(): void
}

/** What is written here the person never sees. `@` and a name tell a colleague. */
export function NoteComposer({ conversationId, onDone }: NoteComposerProps) {
  const { t } = useLingui()
  const [body, setBody] = useNoteDraft(conversationId)
  const input = useRef<HTMLTextAreaElement>(null)
  const { data: members = [] } = useQuery(colleaguesQuery)
  const mentioned = members.filter(({ name }) => body.includes(`@${name}`)).map(({ id }) => id)
  const save = useAction({
    run: () => createNote(conversationId, body.trim(), mentioned),
    refresh: [['notes', conversationId]],
    onDone: () => {
      setBody('')
      onDone()
    },
  })
  useEffect(() => input.current?.focus(), [])
  const canSave = body.trim() !== '' && !save.isPending
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone()
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (canSave) save.mutate()
  }
  return (
    <ComposerFrame label={t`Note`} note>
      <ComposerInput
        ref={input}
        label={t`Write a note for your team`}
        value={body}
        onChange={setBody}
        onKeyDown={onKeyDown}
      />
      <Row gap="xs" justify="end" wrap>
        <Text size="xs" tone="secondary">
          <Trans>Only your team sees notes.</Trans>
        </Text>
        <Button tone="ghost" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
        <Button
          tone="primary"
          icon={<NoteIcon />}
          disabled={!canSave}
          busy={save.isPending}
          onClick={() => save.mutate()}
        >
          <Trans>Save note</Trans>
        </Button>
      </Row>
    </ComposerFrame>
  )
}
