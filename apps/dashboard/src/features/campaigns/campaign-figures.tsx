import { Bars } from '@dawk/ui/data/bars.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Box, Grid, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { formatMoment, formatShare } from '#lib/format.ts'
import type { Metrics } from './api/metrics.ts'

/** Where everybody stands, and what they did. */
export function CampaignFigures({ metrics }: { metrics: Metrics }) {
  const { t } = useLingui()
  const { planned, states, sent, delivered, read, failed, replied, tapped, linkClicked, optedOut } = metrics
  const waiting = (states['queued'] ?? 0) + (states['waiting'] ?? 0) + (states['sending'] ?? 0)
  const bar = (name: string, value: number) => ({ name, value, shown: formatShare(value, planned) })
  return (
    <Grid cell="l">
      <Box surface="card" padding="m">
        <Heading>
          <Trans>Progress</Trans>
        </Heading>
        <Bars
          label={t`Progress`}
          whole={planned}
          bars={[
            bar(t`Waiting`, waiting),
            bar(t`Sent`, sent),
            bar(t`Delivered`, delivered),
            bar(t`Read`, read),
            bar(t`Failed`, failed),
            bar(t`Left out`, (states['skipped'] ?? 0) + (states['canceled'] ?? 0)),
          ]}
        />
      </Box>
      <Box surface="card" padding="m">
        <Heading>
          <Trans>Answers</Trans>
        </Heading>
        <Bars
          label={t`Answers`}
          whole={delivered}
          bars={[
            { name: t`Replied`, value: replied, shown: formatShare(replied, delivered) },
            { name: t`Tapped a button`, value: tapped, shown: formatShare(tapped, delivered) },
            { name: t`Opened a link`, value: linkClicked, shown: formatShare(linkClicked, delivered) },
            { name: t`Opted out`, value: optedOut, shown: formatShare(optedOut, delivered) },
          ]}
        />
      </Box>
    </Grid>
  )
}

/** The same by hour, and why people got nothing. */
export function CampaignTables({ metrics: { hours, skippedBy, failedBy, links } }: { metrics: Metrics }) {
  const { t } = useLingui()
  const reasons = [
    ...Object.entries(failedBy).map(([reason, count]) => ({ what: t`Failed`, reason, count })),
    ...Object.entries(skippedBy).map(([reason, count]) => ({ what: t`Left out`, reason, count })),
  ]
  return (
    <Stack gap="m">
      {reasons.length > 0 && (
        <Table
          label={t`Why people got nothing`}
          items={reasons}
          keyOf={({ what, reason }) => what + reason}
          columns={[
            { head: t`State`, cell: ({ what }) => what },
            { head: t`Reason`, cell: ({ reason }) => reason },
            { head: t`People`, cell: ({ count }) => count.toLocaleString() },
          ]}
        />
      )}
      {links.length > 0 && (
        <Table
          label={t`Links`}
          items={links}
          keyOf={({ name }) => name}
          columns={[
            { head: t`Link`, cell: ({ name }) => name },
            { head: t`People`, cell: ({ people }) => people.toLocaleString() },
            { head: t`Opened it`, cell: ({ clicked, people }) => formatShare(clicked, people) },
            { head: t`Clicks`, cell: ({ clicks }) => clicks.toLocaleString() },
            { head: t`Of previews and scanners`, cell: ({ robotClicks }) => robotClicks.toLocaleString() },
          ]}
        />
      )}
      {hours.length > 0 && (
        <Table
          label={t`By hour`}
          items={hours}
          keyOf={({ hour }) => hour}
          columns={[
            { head: t`Hour`, cell: ({ hour }) => formatMoment(hour) },
            { head: t`Sent`, cell: ({ sent }) => sent.toLocaleString() },
            { head: t`Delivered`, cell: ({ delivered }) => delivered.toLocaleString() },
            { head: t`Read`, cell: ({ read }) => read.toLocaleString() },
            { head: t`Failed`, cell: ({ failed }) => failed.toLocaleString() },
            { head: t`Replied`, cell: ({ replied }) => replied.toLocaleString() },
          ]}
        />
      )}
    </Stack>
  )
}
