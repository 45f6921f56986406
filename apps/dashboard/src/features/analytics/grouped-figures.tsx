import { SelectField } from '@dawk/ui/controls/fields.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatCount, formatPercent } from '#lib/format.ts'
import { type Figures, figuresQuery, type Span } from './api/figures.ts'
import { numberNamesQuery } from './api/number-names.ts'

type Group = 'template' | 'number' | 'category' | 'type'

/** Sent messages side by side, by what they have in common. */
export function GroupedFigures({ asked }: { asked: Span & { timeZone: string } }) {
  const { t } = useLingui()
  const [group, setGroup] = useState<Group>('template')
  const query = figuresQuery({ ...asked, granularity: 'total', direction: 'outbound', groupBy: group })
  const { data: rows, isPending } = useQuery(query)
  const { data: numbers } = useQuery(numberNamesQuery)
  const nameOf = (row: Figures): string => {
    if (group === 'number') return numbers?.get(row.numberId ?? '') ?? row.numberId ?? ''
    return row[group] ?? (group === 'template' ? t`without a template` : t`not known yet`)
  }
  return (
    <Stack gap="s">
      <Row gap="m" justify="between" align="end" wrap>
        <Heading>
          <Trans>Side by side</Trans>
        </Heading>
        <SelectField
          label={t`Group by`}
          value={group}
          options={[
            { value: 'template', label: t`Template` },
            { value: 'number', label: t`Number` },
            { value: 'category', label: t`Category` },
            { value: 'type', label: t`Type` },
          ]}
          onChange={setGroup}
        />
      </Row>
      {isPending && <Skeleton rows={3} label={t`Loading`} />}
      {rows && (
        <Table
          label={t`Sent messages side by side`}
          items={rows.toSorted((a, b) => b.accepted - a.accepted)}
          figures
          keyOf={nameOf}
          columns={[
            {
              head: t`Name`,
              cell: (row) => (
                <Text strong truncate>
                  {nameOf(row)}
                </Text>
              ),
            },
            { head: t`Accepted`, cell: ({ accepted }) => formatCount(accepted), end: true },
            { head: t`Delivered`, cell: ({ delivered }) => formatCount(delivered), end: true },
            {
              head: t`Delivery rate`,
              cell: ({ deliveryRate }) => formatPercent(deliveryRate?.share ?? null),
              end: true,
            },
            { head: t`Read rate`, cell: ({ readRate }) => formatPercent(readRate?.share ?? null), end: true },
            { head: t`Failed`, cell: ({ failed }) => formatCount(failed), end: true },
          ]}
        />
      )}
    </Stack>
  )
}
