import { entryClass } from '@dawk/ui/chat/entry.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { useLingui } from '@lingui/react/macro'
import type { CannedReply } from '../api/canned-replies.ts'

interface CannedMenuProps {
  replies: readonly CannedReply[]
  onPick(reply: CannedReply): void
}

/** The canned replies that fit what stands behind the slash; Enter takes the first. */
export function CannedMenu({ replies, onPick }: CannedMenuProps) {
  const { t } = useLingui()
  return (
    <Stack surface="card" scroll role="group" aria-label={t`Canned replies`}>
      {replies.map((reply) => (
        <button key={reply.id} type="button" className={entryClass} onClick={() => onPick(reply)}>
          <Text as="span" strong>
            /{reply.shortcut}
          </Text>
          <Text as="span" tone="secondary" truncate>
            {reply.body}
          </Text>
        </button>
      ))}
    </Stack>
  )
}
