import { Button } from '@dawk/ui/controls/button.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Notice, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmDialog } from '#lib/confirm-dialog.tsx'
import { useMay } from '#lib/session/session.ts'
import { cancelImport, checkImport, type Import, importQuery, runImport, undoImport } from './api/imports.ts'
import { ImportState } from './import-state.tsx'
import { MappingForm } from './mapping-form.tsx'
import { Outcome } from './outcome.tsx'
import { ReadingForm } from './reading-form.tsx'

/** One import, from its columns to its undo. */
export function ImportPage() {
  const { t } = useLingui()
  const may = useMay()
  const { importId } = useParams({ from: '/signed-in/imports/$importId' })
  const { data } = useQuery(importQuery(importId))
  if (!data) return <Skeleton rows={6} label={t`Loading`} />
  const mayWrite = may('contacts:write')
  const isOpen = data.state === 'analysed' || data.state === 'ready'
  return (
    <Page title={data.filename ?? t`Import`} actions={mayWrite && <Actions of={data} />}>
      <Stack gap="l">
        <Row gap="s">
          <ImportState state={data.state} />
          <Text tone="secondary">
            <Trans>{data.analysis?.rows ?? 0} rows</Trans>
          </Text>
        </Row>
        {data.error && <Notice tone="danger">{data.error}</Notice>}
        {data.state === 'uploaded' && <Skeleton rows={4} label={t`The file is being read`} />}
        {(isOpen || (data.state === 'failed' && data.startedAt === null && data.hasFile)) && mayWrite && (
          <ReadingForm key={data.analysis?.sheet} of={data} />
        )}
        {isOpen && mayWrite && data.analysis && <MappingForm key={data.state} of={data} analysis={data.analysis} />}
        <Outcome of={data} />
      </Stack>
    </Page>
  )
}

function Actions({ of: { id, state, undoUntil } }: { of: Import }) {
  const { t } = useLingui()
  const [isUndoing, setUndoing] = useState(false)
  const refresh = [['import', id], ['imports'], ['contacts']]
  const check = useAction({ run: () => checkImport(id), refresh })
  const run = useAction({ run: () => runImport(id), refresh })
  const cancel = useAction({ run: () => cancelImport(id), refresh, done: t`The import is canceled` })
  const undo = useAction({ run: () => undoImport(id), refresh, onDone: () => setUndoing(false) })
  const mayUndo = undoUntil !== null && ['completed', 'completed_with_errors', 'canceled', 'failed'].includes(state)
  return (
    <Row gap="s">
      {['uploaded', 'analysed', 'ready', 'checking', 'running'].includes(state) && (
        <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
          <Trans>Cancel the import</Trans>
        </Button>
      )}
      {state === 'ready' && (
        <Button busy={check.isPending} onClick={() => check.mutate()}>
          <Trans>Try it</Trans>
        </Button>
      )}
      {state === 'ready' && (
        <Button tone="primary" busy={run.isPending} onClick={() => run.mutate()}>
          <Trans>Import</Trans>
        </Button>
      )}
      {mayUndo && (
        <Button onClick={() => setUndoing(true)}>
          <Trans>Undo</Trans>
        </Button>
      )}
      {isUndoing && (
        <ConfirmDialog
          title={t`Undo this import?`}
          confirm={t`Undo the import`}
          busy={undo.isPending}
          onClose={() => setUndoing(false)}
          onConfirm={() => undo.mutate()}
        >
          <Trans>
            Contacts that it made and nobody has used since are deleted, and what it changed goes back. What was changed
            since stays.
          </Trans>
        </ConfirmDialog>
      )}
    </Row>
  )
}
