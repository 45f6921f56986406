import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { ConfirmedButton } from '#lib/confirm-dialog.tsx'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatPhone } from '#lib/format.ts'
import { personName } from '#lib/person-name.ts'
import { useMay } from '#lib/session/session.ts'
import { deleteSegment } from './api/change-segment.ts'
import { segmentContactsQuery, segmentQuery } from './api/segments.ts'
import { SegmentForm } from './segment-form.tsx'

export function SegmentPage() {
  const { segmentId } = useParams({ from: '/signed-in/segments/$segmentId' })
  const { data: segment } = useSuspenseQuery(segmentQuery(segmentId))
  const may = useMay()
  return (
    <Page title={segment.name} actions={may('contacts:write') && <DeleteButton id={segmentId} />}>
      {segment.kind === 'dynamic' && may('contacts:write') && (
        <SegmentForm key={segment.revision} segment={segment} onSaved={() => {}} />
      )}
      <Members segmentId={segmentId} />
    </Page>
  )
}

export function NewSegmentPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  return (
    <Page title={t`New segment`}>
      <SegmentForm
        segment={null}
        onSaved={({ id }) => void navigate({ to: '/segments/$segmentId', params: { segmentId: id } })}
      />
    </Page>
  )
}

function Members({ segmentId }: { segmentId: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const pages = usePages(segmentContactsQuery(segmentId))
  return (
    <Stack gap="s">
      <Heading>
        <Trans>Who is in it</Trans>
      </Heading>
      <PagedTable
        pages={pages}
        empty={<Empty title={t`Nobody is in it now`} />}
        label={t`Who is in it`}
        onOpen={({ id }) => void navigate({ to: '/contacts/$contactId', params: { contactId: id } })}
        columns={[
          { head: t`Name`, cell: (contact) => personName(contact) },
          { head: t`Number`, cell: ({ phone }) => (phone === null ? '' : formatPhone(phone)) },
          { head: t`Tags`, cell: ({ tags }) => tags.join(', ') },
        ]}
      />
    </Stack>
  )
}

function DeleteButton({ id }: { id: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  return (
    <ConfirmedButton
      label={t`Delete`}
      title={t`Delete this segment`}
      confirm={t`Delete`}
      run={() => deleteSegment(id)}
      done={t`The segment is deleted`}
      onDone={() => void navigate({ to: '/segments' })}
      refresh={[['segments', 'all']]}
    >
      <Trans>Its contacts stay. Whatever names it can no longer use it.</Trans>
    </ConfirmedButton>
  )
}
