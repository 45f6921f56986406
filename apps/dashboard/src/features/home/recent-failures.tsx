import { Table } from '@dawk/ui/data/table.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { formatMoment, formatPhone } from '#lib/format.ts'
import { failuresQuery } from './api/failures.ts'

/** Messages that did not arrive, with WhatsApp's reason. */
export function RecentFailures() {
  const { t } = useLingui()
  const { data: failures = [] } = useQuery(failuresQuery)
  if (failures.length === 0) return null
  return (
    <Stack gap="s">
      <Heading>
        <Trans>Messages that did not arrive</Trans>
      </Heading>
      <Table
        label={t`Failed messages`}
        items={failures}
        keyOf={({ id }) => id}
        columns={[
          {
            head: t`To`,
            cell: ({ peer }) => <Text numbers>{peer.phone === null ? peer.userId : formatPhone(peer.phone)}</Text>,
          },
          { head: t`Type`, cell: ({ type }) => type },
          { head: t`Reason`, cell: ({ error }) => <Text tone="danger">{error?.title}</Text> },
          { head: t`When`, cell: ({ createdAt }) => formatMoment(createdAt), end: true },
        ]}
      />
    </Stack>
  )
}
