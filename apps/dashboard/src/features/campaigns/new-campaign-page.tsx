import { Button } from '@dawk/ui/controls/button.tsx'
import { Pairs, Table } from '@dawk/ui/data/table.tsx'
import { Box, Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { text } from '#lib/data/json.ts'
import { formatMoment } from '#lib/format.ts'
import { sendChoicesQuery } from '#lib/templates/send-choices.ts'
import { type Check, launchCampaign, saveAndCheck } from './api/change-campaign.ts'
import { emptyFields, type Fields, toBody } from './campaign-fields.ts'
import { CampaignForm } from './campaign-form.tsx'

/** Writes a campaign; what it would do stands beside it before it is launched. */
export function NewCampaignPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { data: choices } = useSuspenseQuery(sendChoicesQuery)
  const [fields, setFields] = useState<Fields>(emptyFields)
  const [id, setId] = useState<string | null>(null)
  const [check, setCheck] = useState<Check | null>(null)
  const body = toBody(fields, choices)
  const save = useAction({
    run: () => (body === null ? Promise.reject(new Error('nothing to save')) : saveAndCheck(id, body)),
    refresh: [['campaigns']],
    onDone: (saved) => {
      setId(saved.id)
      setCheck(saved.check)
    },
  })
  const launch = useAction({
    run: () => launchCampaign(id ?? ''),
    done: t`The campaign is launched`,
    refresh: [['campaigns']],
    onDone: (campaign) => void navigate({ to: '/campaigns/$campaignId', params: { campaignId: campaign.id } }),
  })
  const change = (part: Partial<Fields>) => {
    setCheck(null)
    setFields((former) => ({ ...former, ...part }))
  }
  return (
    <Page title={t`New campaign`}>
      <Grid cell="l">
        <CampaignForm fields={fields} choices={choices} change={change} />
        <Stack gap="m">
          {check && <CheckView check={check} />}
          <Row justify="end" gap="s">
            <Button disabled={body === null} busy={save.isPending} onClick={() => save.mutate()}>
              <Trans>Save and check</Trans>
            </Button>
            <Button tone="primary" disabled={!check?.ok} busy={launch.isPending} onClick={() => launch.mutate()}>
              <Trans>Launch</Trans>
            </Button>
          </Row>
        </Stack>
      </Grid>
    </Page>
  )
}

function CheckView({ check: { errors, warnings, audience, estimate, samples } }: { check: Check }) {
  const { t } = useLingui()
  return (
    <>
      {errors.map(({ field, message }) => (
        <Notice key={field + message} tone="danger">
          {field}: {message}
        </Notice>
      ))}
      {warnings.map(({ field, message }) => (
        <Notice key={field + message} tone="warning">
          {field}: {message}
        </Notice>
      ))}
      {audience && estimate && (
        <Box surface="card" padding="m">
          <Pairs
            pairs={[
              [t`People`, audience.total.toLocaleString()],
              [t`Will get it`, audience.sendable.toLocaleString()],
              [
                t`Left out`,
                Object.entries(audience.skipped)
                  .map(([reason, count]) => `${reason} ${count}`)
                  .join(', '),
              ],
              [t`Begins`, formatMoment(estimate.starts)],
              [t`Ends about`, formatMoment(estimate.ends)],
            ]}
          />
        </Box>
      )}
      {(estimate?.byDay.length ?? 0) > 1 && (
        <Table
          label={t`By day`}
          items={estimate?.byDay ?? []}
          keyOf={({ date }) => date}
          columns={[
            { head: t`Day`, cell: ({ date }) => date },
            { head: t`People`, cell: ({ count }) => count.toLocaleString() },
          ]}
        />
      )}
      {samples.map(({ contactId, phone, preview }) => (
        <Box key={contactId ?? phone} surface="card" padding="m">
          <Text size="s" tone="secondary">
            {phone}
          </Text>
          <Text>{text((preview as Record<string, unknown>)['body'])}</Text>
        </Box>
      ))}
    </>
  )
}
