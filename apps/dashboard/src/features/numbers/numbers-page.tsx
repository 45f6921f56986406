import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { usePages } from '#lib/data/use-pages.ts'
import { useMay } from '#lib/session/session.ts'
import { numbersQuery, type PhoneNumber } from './api/numbers.ts'
import { ConnectDialog } from './connect-dialog.tsx'
import { QualityBadge } from './quality-badge.tsx'

/** The numbers of the business, and how WhatsApp sees them. */
export function NumbersPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const [connecting, setConnecting] = useState(false)
  const { rows, isPending } = usePages<PhoneNumber>(numbersQuery)
  const open = (id: string) => void navigate({ to: '/numbers/$numberId', params: { numberId: id } })
  return (
    <Page
      title={t`Numbers`}
      lead={<Trans>Phone numbers of the business, and how WhatsApp sees them.</Trans>}
      actions={
        may('numbers:write') && (
          <Button tone="primary" icon={<PlusIcon />} onClick={() => setConnecting(true)}>
            <Trans>Connect a number</Trans>
          </Button>
        )
      }
    >
      {isPending && <Skeleton rows={3} label={t`Loading`} />}
      {!isPending && rows.length === 0 && (
        <Empty title={t`No number is connected`}>
          <Trans>Connect one with its id and an access token from Meta’s app dashboard.</Trans>
        </Empty>
      )}
      {rows.length > 0 && (
        <Table
          label={t`Numbers`}
          items={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => open(id)}
          columns={[
            { head: t`Number`, cell: (number) => <NumberName number={number} /> },
            { head: t`Quality`, cell: ({ health }) => <QualityBadge quality={health?.quality ?? null} /> },
            { head: t`Limit`, cell: ({ health }) => <Text tone="secondary">{health?.messagingLimit}</Text> },
            { head: t`Status`, cell: ({ health }) => <Text tone="secondary">{health?.status}</Text> },
          ]}
        />
      )}
      {connecting && <ConnectDialog onClose={() => setConnecting(false)} onConnected={open} />}
    </Page>
  )
}

const NumberName = ({ number }: { number: PhoneNumber }) => (
  <Row gap="s">
    <Stack>
      <Text strong numbers>
        {number.displayPhoneNumber ?? number.phoneNumberId}
      </Text>
      <Text size="s" tone="secondary">
        {number.verifiedName}
      </Text>
    </Stack>
    {number.sandbox && (
      <Badge tone="info">
        <Trans>sandbox</Trans>
      </Badge>
    )}
  </Row>
)
