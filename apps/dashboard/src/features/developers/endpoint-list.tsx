import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { usePages } from '#lib/data/use-pages.ts'
import { useMay } from '#lib/session/session.ts'
import { type Endpoint, endpointsQuery } from './api/endpoints.ts'
import { EndpointDialog } from './endpoint-dialog.tsx'

export function EndpointList() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const { rows, isPending } = usePages<Endpoint>(endpointsQuery)
  return (
    <Stack gap="m">
      {may('webhooks:write') && (
        <Row justify="end">
          <Button tone="primary" icon={<PlusIcon />} onClick={() => setAdding(true)}>
            <Trans>Add an endpoint</Trans>
          </Button>
        </Row>
      )}
      {isPending && <Skeleton rows={3} label={t`Loading`} />}
      {!isPending && rows.length === 0 && (
        <Empty title={t`No webhook endpoint`}>
          <Trans>Events are posted to your own URL, signed, and tried again for three days.</Trans>
        </Empty>
      )}
      {rows.length > 0 && (
        <Table
          label={t`Webhook endpoints`}
          items={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/developers/webhooks/$endpointId', params: { endpointId: id } })}
          columns={[
            { head: t`URL`, cell: ({ url }) => <Text strong>{url}</Text> },
            { head: t`Events`, cell: ({ eventTypes }) => <Text size="s">{eventTypes.join(', ')}</Text> },
            { head: t`State`, cell: (endpoint) => <EndpointState endpoint={endpoint} /> },
          ]}
        />
      )}
      {adding && <EndpointDialog onClose={() => setAdding(false)} />}
    </Stack>
  )
}

export function EndpointState({ endpoint: { enabled, failingSince } }: { endpoint: Endpoint }) {
  if (!enabled)
    return (
      <Badge tone="danger">
        <Trans>switched off</Trans>
      </Badge>
    )
  return failingSince === null ? (
    <Badge tone="success">
      <Trans>working</Trans>
    </Badge>
  ) : (
    <Badge tone="warning">
      <Trans>failing</Trans>
    </Badge>
  )
}
