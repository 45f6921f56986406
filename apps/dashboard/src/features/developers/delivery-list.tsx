import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField } from '@dawk/ui/controls/fields.tsx'
import { Code } from '@dawk/ui/data/code.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { SidePanel } from '@dawk/ui/overlays/dialog.tsx'
import { Badge, Empty, type Tone } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type Delivery, deliveriesQuery, replayDelivery } from './api/deliveries.ts'

const tones: Record<Delivery['status'], Tone> = { delivered: 'success', retrying: 'warning', failed: 'danger' }

/** What was sent to an endpoint, and what came back. */
export function DeliveryList({ endpointId }: { endpointId: string }) {
  const { t } = useLingui()
  const [status, setStatus] = useState<Delivery['status'] | 'all'>('all')
  const [open, setOpen] = useState<Delivery | null>(null)
  const pages = usePages(deliveriesQuery(endpointId, status === 'all' ? null : status))
  return (
    <Stack gap="s">
      <Row justify="between" wrap gap="s">
        <Heading>
          <Trans>Deliveries</Trans>
        </Heading>
        <Box>
          <SelectField
            label={t`Show`}
            value={status}
            options={[
              { value: 'all', label: t`all` },
              { value: 'delivered', label: t`delivered` },
              { value: 'retrying', label: t`trying again` },
              { value: 'failed', label: t`failed` },
            ]}
            onChange={setStatus}
          />
        </Box>
      </Row>
      <PagedTable
        pages={pages}
        empty={<Empty title={t`Nothing was delivered yet`} />}
        label={t`Deliveries`}
        onOpen={setOpen}
        columns={[
          { head: t`Event`, cell: ({ eventType }) => <Text mono>{eventType}</Text> },
          { head: t`State`, cell: (delivery) => <Badge tone={tones[delivery.status]}>{delivery.status}</Badge> },
          { head: t`Attempts`, cell: ({ attempts }) => attempts.length },
          { head: t`When`, cell: ({ updatedAt }) => formatMoment(updatedAt), end: true },
        ]}
      />
      {open && <DeliveryPanel delivery={open} onClose={() => setOpen(null)} />}
    </Stack>
  )
}

function DeliveryPanel({ delivery, onClose }: { delivery: Delivery; onClose(): void }) {
  const { t } = useLingui()
  const may = useMay()
  const replay = useAction({
    run: () => replayDelivery(delivery.id),
    done: t`The event is delivered again`,
    refresh: [['deliveries', delivery.endpointId]],
    onDone: onClose,
  })
  return (
    <SidePanel open title={delivery.eventType ?? t`Delivery`} onClose={onClose} closeLabel={t`Close`}>
      <Stack gap="m">
        {delivery.attempts.toReversed().map((attempt) => (
          <Stack key={attempt.at} gap="xs">
            <Text strong>
              {attempt.status ?? attempt.error} · {attempt.durationMs} ms
            </Text>
            <Text size="s" tone="muted">
              {formatMoment(attempt.at)}
            </Text>
            {attempt.response && <Code>{attempt.response}</Code>}
          </Stack>
        ))}
        {delivery.nextAttemptAt !== null && (
          <Text size="s">
            <Trans>Next attempt: {formatMoment(delivery.nextAttemptAt)}</Trans>
          </Text>
        )}
        {may('webhooks:write') && (
          <Button busy={replay.isPending} onClick={() => replay.mutate()}>
            <Trans>Deliver again</Trans>
          </Button>
        )}
      </Stack>
    </SidePanel>
  )
}
