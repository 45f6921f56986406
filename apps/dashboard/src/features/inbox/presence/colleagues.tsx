import { Text } from '@dawk/ui/layout/text.tsx'
import { useLingui } from '@lingui/react/macro'
import { useSession } from '#lib/session/session.ts'
import { usePresent } from '#lib/stream/presence.ts'

/** Who else looks at the conversation; whoever writes in it comes first. */
export function Colleagues({ conversationId }: { conversationId: string }) {
  const { t } = useLingui()
  const { member } = useSession()
  const present = usePresent(conversationId, member.id)
  const typing = present.find(({ state }) => state === 'typing')
  const [first] = typing ? [typing] : present
  if (!first) return null
  const { name } = first
  return (
    <Text as="output" size="s" tone={typing ? 'warning' : 'muted'} truncate>
      {typing ? t`${name} is writing` : t`${name} is looking at this`}
    </Text>
  )
}
