import { Button } from '@dawk/ui/controls/button.tsx'
import { Pairs } from '@dawk/ui/data/table.tsx'
import { Box } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmedButton } from '#lib/confirm-dialog.tsx'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type Campaign, campaignQuery } from './api/campaigns.ts'
import { cancelCampaign, launchCampaign, pauseCampaign, resumeCampaign, retryFailed } from './api/change-campaign.ts'
import { metricsQuery } from './api/metrics.ts'
import { CampaignFigures, CampaignTables } from './campaign-figures.tsx'
import { CampaignState } from './campaign-state.tsx'

/** Progress as it happens, and what became of everybody. */
export function CampaignPage() {
  const { t } = useLingui()
  const { campaignId } = useParams({ from: '/signed-in/campaigns/$campaignId' })
  const { data: campaign } = useSuspenseQuery(campaignQuery(campaignId))
  const { data: metrics } = useQuery(metricsQuery(campaignId, campaign.state))
  const may = useMay()
  const { reason, waitsUntil, waitsFor, startsAt, endedAt } = campaign
  return (
    <Page title={campaign.name} actions={may('campaigns:write') && <CampaignActions campaign={campaign} />}>
      {reason !== null && <Notice tone="warning">{reason}</Notice>}
      {waitsFor === 'tier_exhausted' && waitsUntil !== null && (
        <Notice>
          <Trans>The daily allowance is used up. It goes on at {formatMoment(waitsUntil)}.</Trans>
        </Notice>
      )}
      <Box surface="card" padding="m">
        <Pairs
          pairs={[
            [t`State`, <CampaignState key="state" state={campaign.state} />],
            [t`Template`, campaign.template.name],
            [t`People`, campaign.planned.toLocaleString()],
            [t`Begins`, startsAt && formatMoment(startsAt)],
            [t`Ended`, endedAt && formatMoment(endedAt)],
          ]}
        />
      </Box>
      {metrics && campaign.launchedAt !== null && (
        <>
          <CampaignFigures metrics={metrics} />
          <CampaignTables metrics={metrics} />
        </>
      )}
    </Page>
  )
}

function CampaignActions({ campaign: { id, state, counts } }: { campaign: Campaign }) {
  const navigate = useNavigate()
  const refresh = [['campaigns']]
  const launch = useAction({ run: () => launchCampaign(id), refresh })
  const pause = useAction({ run: () => pauseCampaign(id), refresh })
  const resume = useAction({ run: () => resumeCampaign(id), refresh })
  const retry = useAction({
    run: () => retryFailed(id),
    refresh,
    onDone: (again) => void navigate({ to: '/campaigns/$campaignId', params: { campaignId: again.id } }),
  })
  const isUnderWay = ['scheduled', 'planning', 'running'].includes(state)
  return (
    <>
      {state === 'draft' && (
        <Button tone="primary" busy={launch.isPending} onClick={() => launch.mutate()}>
          <Trans>Launch</Trans>
        </Button>
      )}
      {isUnderWay && (
        <Button busy={pause.isPending} onClick={() => pause.mutate()}>
          <Trans>Pause</Trans>
        </Button>
      )}
      {state === 'paused' && (
        <Button tone="primary" busy={resume.isPending} onClick={() => resume.mutate()}>
          <Trans>Resume</Trans>
        </Button>
      )}
      {(isUnderWay || state === 'paused') && <CancelButton id={id} />}
      {['completed', 'canceled'].includes(state) && (counts['failed'] ?? 0) > 0 && (
        <Button busy={retry.isPending} onClick={() => retry.mutate()}>
          <Trans>Send again to those who failed</Trans>
        </Button>
      )}
    </>
  )
}

function CancelButton({ id }: { id: string }) {
  const { t } = useLingui()
  return (
    <ConfirmedButton
      label={t`Cancel it`}
      title={t`Cancel this campaign`}
      confirm={t`Cancel it`}
      run={() => cancelCampaign(id)}
      refresh={[['campaigns']]}
    >
      <Trans>Whoever has not got it yet will not. This cannot be undone.</Trans>
    </ConfirmedButton>
  )
}
