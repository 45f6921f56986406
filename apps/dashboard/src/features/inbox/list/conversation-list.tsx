import { SearchField } from '@dawk/ui/controls/search-field.tsx'
import { ViewBar } from '@dawk/ui/data/tabs.tsx'
import { VirtualList } from '@dawk/ui/data/virtual-list.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Count, Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { usePages } from '#lib/data/use-pages.ts'
import { useMay } from '#lib/session/session.ts'
import { conversationsQuery } from '../api/conversations.ts'
import { useViews, type View } from '../views.ts'
import { Availability } from './availability.tsx'
import { ConversationEntry } from './conversation-entry.tsx'
import { FilterMenu, type InboxSearch, toViewFilters } from './filter-menu.tsx'
import { FoundMessages } from './found-messages.tsx'
import { useListKeys } from './use-list-keys.ts'

/** Rarely opened, so it is read when it is. */
const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog.tsx')).BulkDialog }))

/** Conversations of the chosen view, the latest first. */
export function ConversationList({ openId }: { openId: string | null }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { view, search, label, priority } = useSearch({ from: '/signed-in/inbox' })
  const views = useViews()
  const chosen = views.find(({ value }) => value === view) ?? views[0]
  const filters = { ...chosen.filters, ...(label && { labelId: label }), ...(priority && { priority }) }
  const { rows, readMore, isPending } = usePages(conversationsQuery({ ...filters, ...(search && { search }) }))
  useListKeys(rows, openId)
  const mayChange = useMay()('conversations:write')
  const [isChangingAll, setIsChangingAll] = useState(false)
  const change = (next: InboxSearch) =>
    void navigate({ to: '.', search: (former) => ({ ...former, ...next }), replace: true })
  return (
    <>
      <Stack padding="s" gap="s" fixed>
        <SearchField
          label={t`Search people`}
          value={search ?? ''}
          onChange={(words) => change({ search: words.trim() })}
        />
        <ViewBar
          label={t`Views`}
          value={chosen.value}
          tabs={views.map((one) => ({ ...one, badge: <ViewCount view={one} /> }))}
          onChange={(value) => change({ view: value })}
        />
        <Row gap="s" wrap justify="between">
          <FilterMenu
            chosen={{ label, priority }}
            savedView={chosen.isSaved ? chosen.value : null}
            filters={filters}
            onChange={change}
            onChangeAll={mayChange ? () => setIsChangingAll(true) : undefined}
          />
          <Availability />
        </Row>
      </Stack>
      {isPending && <Skeleton rows={8} label={t`Loading`} />}
      {!isPending && rows.length === 0 && <NoConversations searched={search !== undefined && search !== ''} />}
      {rows.length > 0 && (
        <VirtualList
          label={t`Conversations`}
          items={rows}
          keyOf={({ id }) => id}
          estimatedRows={4.25}
          onEnd={readMore}
          render={(conversation) => <ConversationEntry conversation={conversation} open={conversation.id === openId} />}
        />
      )}
      {search !== undefined && search !== '' && <FoundMessages words={search} />}
      {isChangingAll && (
        <Suspense>
          <BulkDialog view={chosen.label} filters={toViewFilters(filters)} onClose={() => setIsChangingAll(false)} />
        </Suspense>
      )}
    </>
  )
}

function ViewCount({ view: { count = 0, label } }: { view: View }) {
  const { t } = useLingui()
  return <Count value={count} label={t`${count} in ${label}`} />
}

function NoConversations({ searched }: { searched: boolean }) {
  const { t } = useLingui()
  return searched ? (
    <Empty title={t`Nobody was found`}>
      <Trans>Search by the beginning of a name, a username, or three digits of a number.</Trans>
    </Empty>
  ) : (
    <Empty title={t`Nothing here`}>
      <Trans>Conversations appear as soon as people write or are written to.</Trans>
    </Empty>
  )
}
