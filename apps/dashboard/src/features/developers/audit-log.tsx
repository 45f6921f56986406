import { Button } from '@dawk/ui/controls/button.tsx'
import { Code } from '@dawk/ui/data/code.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { SidePanel } from '@dawk/ui/overlays/dialog.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { type AuditRecord, auditQuery } from './api/events.ts'

/** Who changed what, from where; nothing in it can be changed. */
export function AuditLog() {
  const { t } = useLingui()
  const [open, setOpen] = useState<AuditRecord | null>(null)
  const { rows, isPending, hasNextPage, readMore } = usePages<AuditRecord>(auditQuery)
  if (isPending) return <Skeleton rows={5} label={t`Loading`} />
  if (rows.length === 0) return <Empty title={t`Nothing was changed yet`} />
  return (
    <Stack gap="m">
      <Table
        label={t`Audit log`}
        items={rows}
        keyOf={({ id }) => id}
        onOpen={setOpen}
        columns={[
          { head: t`What`, cell: ({ action }) => <Text strong>{action.replaceAll(/[._]/g, ' ')}</Text> },
          { head: t`Who`, cell: ({ actor }) => actor.name ?? actor.kind },
          { head: t`From`, cell: ({ ip }) => <Text tone="secondary">{ip}</Text> },
          { head: t`When`, cell: ({ at }) => formatMoment(at), end: true },
        ]}
      />
      {hasNextPage && (
        <Button onClick={readMore}>
          <Trans>Show more</Trans>
        </Button>
      )}
      {open && (
        <SidePanel open title={open.action} onClose={() => setOpen(null)} closeLabel={t`Close`}>
          <Code>{JSON.stringify(open, null, 2)}</Code>
        </SidePanel>
      )}
    </Stack>
  )
}
