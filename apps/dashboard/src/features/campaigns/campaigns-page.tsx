import { Button } from '@dawk/ui/controls/button.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { PagedTable } from '#lib/data/paged-table.tsx'
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
  const pages = usePages<Campaign>(campaignsQuery())
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
      <PagedTable
        pages={pages}
        empty={<Empty title={t`There are no campaigns`} />}
        label={t`Campaigns`}
        onOpen={({ id }) => void navigate({ to: '/campaigns/$campaignId', params: { campaignId: id } })}
        columns={[
          { head: t`Name`, cell: ({ name }) => <Text strong>{name}</Text> },
          { head: t`Template`, cell: ({ template }) => template.name },
          { head: t`State`, cell: ({ state }) => <CampaignState state={state} /> },
          { head: t`People`, cell: ({ planned }) => planned.toLocaleString() },
          { head: t`Begins`, cell: ({ startsAt }) => (startsAt === null ? '' : formatMoment(startsAt)) },
        ]}
      />
    </Page>
  )
}
