import { ComposerFrame, ComposerInput } from '@dawk/ui/chat/composer.tsx'
import { MessageFile, MessageImage } from '@dawk/ui/chat/content.tsx'
import { Button } from '@dawk/ui/controls/button.tsx'
import { SendIcon } from '@dawk/ui/icons.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useMemo, useState } from 'react'
import { takeUpload } from '#lib/client/client.ts'
import { useAction } from '#lib/client/use-action.ts'
import { formatBytes } from '#lib/format.ts'
import type { Conversation } from '../api/conversations.ts'
import type { Message } from '../api/messages.ts'
import { newOutgoing, type OutgoingContent, sendMessage } from '../api/send-message.ts'
import { type FileProblem, judgeFile } from './outgoing-file.ts'

interface FileComposerProps {
  conversation: Conversation
  file: File
  replyTo: Message | null
  onDone(): void
}

/** A file that was chosen, dropped or pasted: looked at, given a caption, sent. */
export function FileComposer({ conversation, file, replyTo, onDone }: FileComposerProps) {
  const { t } = useLingui()
  const [caption, setCaption] = useState('')
  const { as, problem } = judgeFile(file)
  const preview = useObjectUrl(file)
  const captioned = as === 'image' || as === 'video' || as === 'document'
  const send = useAction({
    run: async () => {
      if (as === null) return
      const { id } = await takeUpload<{ id: string }>('/media', file)
      const part = {
        id,
        ...(captioned && caption.trim() !== '' && { caption: caption.trim() }),
        ...(as === 'document' && { filename: file.name }),
      }
      const quoted = replyTo?.wamid ? { replyTo: replyTo.wamid } : {}
      await sendMessage(conversation, newOutgoing({ type: as, [as]: part, ...quoted } as OutgoingContent))
    },
    refresh: [['messages', conversation.id]],
    onDone,
  })
  return (
    <ComposerFrame label={t`Send a file`}>
      {as === 'image' ? (
        <MessageImage src={preview} alt={file.name} />
      ) : (
        <MessageFile href={null} name={`${file.name} · ${formatBytes(file.size)}`} detail={null} />
      )}
      {problem && <FileProblemNotice problem={problem} />}
      {captioned && !problem && <ComposerInput label={t`Caption`} value={caption} onChange={setCaption} />}
      <Row gap="s" justify="end">
        <Button tone="ghost" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
        <Button
          tone="primary"
          icon={<SendIcon />}
          disabled={problem !== null}
          busy={send.isPending}
          onClick={() => send.mutate()}
        >
          <Trans>Send</Trans>
        </Button>
      </Row>
    </ComposerFrame>
  )
}

const FileProblemNotice = ({ problem }: { problem: NonNullable<FileProblem> }) => (
  <Notice tone="danger">
    {problem.kind === 'type' ? (
      <Trans>WhatsApp does not take files of this type ({problem.type || '?'}).</Trans>
    ) : (
      <Trans>The file is too large: WhatsApp takes {formatBytes(problem.maxBytes)} at most.</Trans>
    )}
  </Notice>
)

function useObjectUrl(file: File): string {
  const url = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return url
}
