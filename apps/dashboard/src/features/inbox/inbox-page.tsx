import { Panes } from '@dawk/ui/shell/panes.tsx'
import { useLingui } from '@lingui/react/macro'
import { Outlet, useParams } from '@tanstack/react-router'
import { ConversationList } from './list/conversation-list.tsx'
import { NothingOpen } from './nothing-open.tsx'

/** The conversations of a view, and the one that is open. */
export function InboxPage() {
  const { t } = useLingui()
  const { conversationId } = useParams({ strict: false })
  const open = conversationId !== undefined
  return (
    <Panes list={<ConversationList openId={conversationId ?? null} />} listLabel={t`Conversations`} open={open}>
      {open ? <Outlet /> : <NothingOpen />}
    </Panes>
  )
}
