import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type Segment, segmentsQuery } from './api/segments.ts'

/** Groups of contacts: those whom a filter finds, and lists made by hand. */
export function SegmentsPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const { rows, isPending } = usePages<Segment>(segmentsQuery)
  return (
    <Page
      title={t`Segments`}
      lead={<Trans>Groups of contacts, for campaigns and filters.</Trans>}
      actions={
        may('contacts:write') && (
          <Button tone="primary" icon={<PlusIcon />} onClick={() => void navigate({ to: '/segments/new' })}>
            <Trans>New segment</Trans>
          </Button>
        )
      }
    >
      {isPending && <Skeleton rows={4} label={t`Loading`} />}
      {!isPending && rows.length === 0 && (
        <Empty title={t`There are no segments yet`}>
          <Trans>A segment finds people by what you know of them and by what they did.</Trans>
        </Empty>
      )}
      {rows.length > 0 && (
        <Table
          label={t`Segments`}
          items={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/segments/$segmentId', params: { segmentId: id } })}
          columns={[
            { head: t`Name`, cell: ({ name }) => <Text strong>{name}</Text> },
            { head: t`Kind`, cell: ({ kind }) => <Kind kind={kind} /> },
            { head: t`Changed`, cell: ({ updatedAt }) => formatMoment(updatedAt), end: true },
          ]}
        />
      )}
    </Page>
  )
}

const Kind = ({ kind }: Pick<Segment, 'kind'>) => (
  <Badge tone={kind === 'dynamic' ? 'info' : 'neutral'}>
    {kind === 'dynamic' ? <Trans>by a filter</Trans> : <Trans>by hand</Trans>}
  </Badge>
)
