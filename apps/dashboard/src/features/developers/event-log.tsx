import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Code } from '@dawk/ui/data/code.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Box, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { SidePanel } from '@dawk/ui/overlays/dialog.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { MoreButton } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { eventsQuery, type LoggedEvent } from './api/events.ts'

const hourMs = 3_600_000

/** What happened in the last hour, the newest first. */
export function EventLog() {
  const { t } = useLingui()
  const [type, setType] = useState('')
  const [from] = useState(() => new Date(Date.now() - hourMs).toISOString())
  const [open, setOpen] = useState<LoggedEvent | null>(null)
  const pages = usePages(eventsQuery(type.trim(), from))
  const { isPending, rows, error } = pages
  return (
    <Stack gap="m">
      <Box width="narrow">
        <TextField
          label={t`Type`}
          hint={t`Types or patterns: message.received, message.status.*`}
          value={type}
          onChange={setType}
          error={error ? error.message : undefined}
          code
        />
      </Box>
      {isPending && <Skeleton rows={5} label={t`Loading`} />}
      {!isPending && !error && rows.length === 0 && <Empty title={t`Nothing happened in the last hour`} />}
      {rows.length > 0 && (
        <Table
          label={t`Events`}
          items={rows.toReversed()}
          keyOf={({ id }) => id}
          onOpen={setOpen}
          columns={[
            { head: t`Type`, cell: (event) => <Text mono>{event.type}</Text> },
            { head: t`When`, cell: ({ timestamp }) => formatMoment(timestamp), end: true },
          ]}
        />
      )}
      <MoreButton pages={pages} />
      {open && (
        <SidePanel open title={open.type} onClose={() => setOpen(null)} closeLabel={t`Close`}>
          <Code>{JSON.stringify(open, null, 2)}</Code>
        </SidePanel>
      )}
    </Stack>
  )
}
