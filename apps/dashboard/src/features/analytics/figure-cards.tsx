import { Box, Grid, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { useLingui } from '@lingui/react/macro'
import { formatCount, formatPercent } from '#lib/format.ts'
import type { Figures } from './api/figures.ts'

/** The whole period at a glance, each rate with what it is a share of. */
export function FigureCards({ total }: { total: Figures }) {
  const { t } = useLingui()
  const [accepted, attempted] = [formatCount(total.accepted), formatCount(total.attempted)]
  const [delivered, read, failed] = [formatCount(total.delivered), formatCount(total.read), formatCount(total.failed)]
  const waiting = formatCount(total.waiting)
  return (
    <Grid cell="s">
      <Card label={t`Accepted`} value={accepted} note={t`${waiting} still waiting`} />
      <Card
        label={t`Delivery rate`}
        value={formatPercent(total.deliveryRate?.share ?? null)}
        note={t`${delivered} of ${attempted} sent or failed`}
      />
      <Card
        label={t`Read rate`}
        value={formatPercent(total.readRate?.share ?? null)}
        note={t`${read} of ${delivered} delivered`}
      />
      <Card label={t`Failed`} value={failed} note={t`of ${attempted} sent or failed`} />
      <Card label={t`Received`} value={formatCount(total.received)} note={t`from people`} />
    </Grid>
  )
}

const Card = ({ label, value, note }: { label: string; value: string; note: string }) => (
  <Box surface="card" padding="m">
    <Stack gap="xs">
      <Text tone="secondary">{label}</Text>
      <Text size="xxl" strong numbers truncate>
        {value}
      </Text>
      <Text size="s" tone="muted">
        {note}
      </Text>
    </Stack>
  </Box>
)
