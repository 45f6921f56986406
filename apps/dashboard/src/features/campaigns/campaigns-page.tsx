import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type Campaign, campaignsQuery } from './api/campaigns.ts'
import { CampaignState } from './campaign-state.tsx'

/** One template for many people. */
export function CampaignsPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const { rows, isPending, hasNextPage, readMore } = usePages<Campaign>(campaignsQuery())
  return (
    <Page
      title={t`Campaigns`}
      lead={<Trans>One template for many people, each with their own values and at their own time.</Trans>}
      actions={
        may('campaigns:write') && (
          <Button tone="primary" icon={<PlusIcon />} onClick={() => void navigate({ to: '/campaigns/new' })}>
            <Trans>New campaign</Trans>
          </Button>
        )
      }
    >
      {isPending && <Skeleton rows={5} label={t`Loading`} />}
      {!isPending && rows.length === 0 && <Empty title={t`There are no campaigns`} />}
      {rows.length > 0 && (
        <Table
          label={t`Campaigns`}
          items={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/campaigns/$campaignId', params: { campaignId: id } })}
          columns={[
            { head: t`Name`, cell: ({ name }) => <Text strong>{name}</Text> },
            { head: t`Template`, cell: ({ template }) => template.name },
            { head: t`State`, cell: ({ state }) => <CampaignState state={state} /> },
            { head: t`People`, cell: ({ planned }) => planned.toLocaleString() },
            { head: t`Begins`, cell: ({ startsAt }) => (startsAt === null ? '' : formatMoment(startsAt)) },
          ]}
        />
      )}
      {hasNextPage && (
        <Row justify="center">
          <Button onClick={readMore}>
            <Trans>Show more</Trans>
          </Button>
        </Row>
      )}
    </Page>
  )
}
