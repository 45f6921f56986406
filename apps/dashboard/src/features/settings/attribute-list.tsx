import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { usePages } from '#lib/data/use-pages.ts'
import { useMay } from '#lib/session/session.ts'
import { type Attribute, archiveAttribute, attributesQuery } from './api/contact-fields.ts'
import { AttributeDialog } from './attribute-dialog.tsx'

/** What the business keeps of each contact. */
export function AttributeList() {
  const { t } = useLingui()
  const mayWrite = useMay()('contacts:write')
  const [adding, setAdding] = useState(false)
  const { rows } = usePages<Attribute>(attributesQuery)
  return (
    <Stack gap="m">
      {rows.length > 0 && (
        <Table
          label={t`Attributes of contacts`}
          items={rows}
          keyOf={({ id }) => id}
          columns={[
            { head: t`Name`, cell: ({ label }) => <Text strong>{label}</Text> },
            { head: t`Key`, cell: ({ key }) => <Text mono>{key}</Text> },
            { head: t`Kind`, cell: ({ type }) => type.replace('_', ' ') },
            { head: t`In filters`, cell: (one) => <Marks attribute={one} /> },
            ...(mayWrite ? [{ head: '', cell: (one: Attribute) => <ArchiveButton attribute={one} />, end: true }] : []),
          ]}
        />
      )}
      {mayWrite && (
        <Row justify="end">
          <Button onClick={() => setAdding(true)}>
            <Trans>Add an attribute</Trans>
          </Button>
        </Row>
      )}
      {adding && <AttributeDialog onClose={() => setAdding(false)} />}
    </Stack>
  )
}

function Marks({ attribute: { indexed, unique, archivedAt } }: { attribute: Attribute }) {
  if (archivedAt !== null)
    return (
      <Badge>
        <Trans>archived</Trans>
      </Badge>
    )
  if (unique)
    return (
      <Badge tone="success">
        <Trans>unique</Trans>
      </Badge>
    )
  return indexed ? (
    <Badge tone="info">
      <Trans>fast</Trans>
    </Badge>
  ) : null
}

function ArchiveButton({ attribute: { id, archivedAt } }: { attribute: Attribute }) {
  const archived = archivedAt !== null
  const change = useAction({ run: () => archiveAttribute(id, !archived), refresh: [['attributes']] })
  return (
    <Button size="small" busy={change.isPending} onClick={() => change.mutate()}>
      {archived ? <Trans>Bring back</Trans> : <Trans>Archive</Trans>}
    </Button>
  )
}
