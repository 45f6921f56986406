import { Panes } from '@dawk/ui/shell/panes.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useParams } from '@tanstack/react-router'
import { conversationQuery } from './api/conversations.ts'
import { CommandPalette } from './command-palette.tsx'
import { ContactPanel } from './contact-panel.tsx'
import { ConversationList } from './list/conversation-list.tsx'
import { NothingOpen } from './nothing-open.tsx'

/** The conversations of a view, and the one that is open. */
export function InboxPage() {
  const { t } = useLingui()
  const { conversationId } = useParams({ strict: false })
  const open = conversationId !== undefined
  const { data: conversation } = useQuery({ ...conversationQuery(conversationId ?? ''), enabled: open })
  return (
    <Panes
      {...(conversation && { aside: <ContactPanel conversation={conversation} />, asideLabel: t`The person` })}
      list={<ConversationList openId={conversationId ?? null} />}
      listLabel={t`Conversations`}
      open={open}
    >
      {open ? <Outlet /> : <NothingOpen />}
      <CommandPalette />
    </Panes>
  )
}
