import { MessageAudio, MessageFile, MessageImage, MessageText, MessageVideo } from '@dawk/ui/chat/content.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type Json, text } from '#lib/data/json.ts'
import { formatBytes } from '#lib/format.ts'
import { contentUrl, mediaQuery, messageMediaQuery } from '../api/media.ts'
import type { Message } from '../api/messages.ts'
import { useTypeNames } from './type-names.ts'

interface MediaBodyProps {
  message: Message
  type: 'image' | 'video' | 'audio' | 'document' | 'sticker'
  part: Json
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** The file itself where we have it; what was sent by a link of somebody else is named, and never fetched from there. */
export function MediaBody({ message, type, part }: MediaBodyProps) {
  const own = text(part['id'])
  const known = message.direction === 'outbound' && uuid.test(own)
  const query = known ? mediaQuery(own) : messageMediaQuery(message.id)
  const { data: file, isPending } = useQuery<{ id: string; sizeBytes: number; filename: string | null } | null>({
    ...(query as object),
    queryKey: query.queryKey,
    enabled: known || message.direction === 'inbound',
    retry: false,
  })
  const names = useTypeNames()
  const caption = text(part['caption'])
  const name = text(part['filename']) || file?.filename || names(type)
  return (
    <Stack gap="xs">
      {file ? (
        <FileView type={type} url={contentUrl(file.id)} name={name} detail={formatBytes(file.sizeBytes)} />
      ) : (
        <>
          <MessageFile href={null} name={text(part['link']) || name} detail={null} />
          {message.direction === 'inbound' && !isPending && (
            <Text size="xs" tone="muted">
              <Trans>The file has not arrived from WhatsApp.</Trans>
            </Text>
          )}
        </>
      )}
      {caption !== '' && <MessageText>{caption}</MessageText>}
    </Stack>
  )
}

interface FileViewProps {
  type: MediaBodyProps['type']
  url: string
  name: string
  detail: string
}

function FileView({ type, url, name, detail }: FileViewProps) {
  switch (type) {
    case 'image':
    case 'sticker':
      return <MessageImage src={url} alt={name} sticker={type === 'sticker'} />
    case 'video':
      return <MessageVideo src={url} label={name} />
    case 'audio':
      return <MessageAudio src={url} label={name} />
    case 'document':
      return <MessageFile href={url} name={name} detail={detail} />
  }
}
