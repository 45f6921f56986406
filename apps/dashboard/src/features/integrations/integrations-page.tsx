import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { useAction } from '#lib/client/use-action.ts'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { createSource, type Source, sourcesQuery } from './api/sources.ts'

/** Systems that tell what has happened. */
export function IntegrationsPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const { rows, isPending, hasNextPage, readMore } = usePages<Source>(sourcesQuery)
  const add = may('integrations:write') && (
    <Button tone="primary" icon={<PlusIcon />} onClick={() => setAdding(true)}>
      <Trans>New event source</Trans>
    </Button>
  )
  return (
    <Page
      title={t`Integrations`}
      lead={<Trans>Other systems post what has happened, and a message, a bot or a drip follows.</Trans>}
      actions={add}
    >
      {isPending && <Skeleton rows={5} label={t`Loading`} />}
      {!isPending && rows.length === 0 && (
        <Empty title={t`No system posts anything yet`}>
          <Trans>An event source is an address. Give it to a shop, a form or any program that can post JSON.</Trans>
        </Empty>
      )}
      {rows.length > 0 && (
        <Table
          label={t`Event sources`}
          items={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/integrations/sources/$sourceId', params: { sourceId: id } })}
          columns={[
            { head: t`Name`, cell: ({ name }) => <Text strong>{name}</Text> },
            { head: t`State`, cell: ({ state }) => <SourceState state={state} /> },
            { head: t`Actions`, cell: ({ actions }) => actions.length.toLocaleString() },
            { head: t`Last event`, cell: ({ lastEventAt }) => (lastEventAt ? formatMoment(lastEventAt) : t`none yet`) },
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
      {adding && <NewSourceDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

export function SourceState({ state }: Pick<Source, 'state'>) {
  const { t } = useLingui()
  return <Badge tone={state === 'active' ? 'success' : 'warning'}>{state === 'active' ? t`Active` : t`Paused`}</Badge>
}

function NewSourceDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const create = useAction({
    run: () => createSource(name.trim()),
    refresh: [['event-sources']],
    quiet: true,
    onDone: ({ id }) => void navigate({ to: '/integrations/sources/$sourceId', params: { sourceId: id } }),
  })
  return (
    <ActionDialog
      title={t`New event source`}
      submit={t`Create`}
      action={create}
      incomplete={name.trim() === ''}
      onClose={onClose}
    >
      <TextField label={t`Name`} value={name} maxLength={200} onChange={setName} required />
    </ActionDialog>
  )
}
