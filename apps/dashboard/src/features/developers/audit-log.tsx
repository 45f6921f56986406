import { Code } from '@dawk/ui/data/code.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { SidePanel } from '@dawk/ui/overlays/dialog.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { type AuditRecord, auditQuery } from './api/events.ts'

/** Who changed what, from where; nothing in it can be changed. */
export function AuditLog() {
  const { t } = useLingui()
  const [open, setOpen] = useState<AuditRecord | null>(null)
  const pages = usePages<AuditRecord>(auditQuery)
  return (
    <Stack gap="m">
      <PagedTable
        pages={pages}
        empty={<Empty title={t`Nothing was changed yet`} />}
        label={t`Audit log`}
        onOpen={setOpen}
        columns={[
          { head: t`What`, cell: ({ action }) => <Text strong>{action.replaceAll(/[._]/g, ' ')}</Text> },
          { head: t`Who`, cell: ({ actor }) => actor.name ?? actor.kind },
          { head: t`From`, cell: ({ ip }) => <Text tone="secondary">{ip}</Text> },
          { head: t`When`, cell: ({ at }) => formatMoment(at), end: true },
        ]}
      />
      {open && (
        <SidePanel open title={open.action} onClose={() => setOpen(null)} closeLabel={t`Close`}>
          <Code>{JSON.stringify(open, null, 2)}</Code>
        </SidePanel>
      )}
    </Stack>
  )
}
