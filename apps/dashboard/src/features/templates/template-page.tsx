import { Button } from '@dawk/ui/controls/button.tsx'
import { Pairs } from '@dawk/ui/data/table.tsx'
import { Box, Grid } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmedButton } from '#lib/confirm-dialog.tsx'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { deleteTemplate, releaseTemplate } from './api/change-template.ts'
import { templateQuery } from './api/templates.ts'
import { TemplateStatus } from './template-status.tsx'
import { TemplateView } from './template-view.tsx'

export function TemplatePage() {
  const { t } = useLingui()
  const { templateId } = useParams({ from: '/signed-in/templates/$templateId' })
  const { data: template } = useSuspenseQuery(templateQuery(templateId))
  const may = useMay()
  return (
    <Page title={template.name} actions={may('templates:write') && <DeleteButton id={templateId} />}>
      {template.rejectedReason !== null && template.rejectedReason !== 'NONE' && (
        <Notice tone="danger">
          <Trans>Meta rejected it: {template.rejectedReason}</Trans>
        </Notice>
      )}
      {template.heldMessages > 0 && <HeldNotice id={templateId} count={template.heldMessages} />}
      <Grid cell="m">
        <TemplateView components={template.components} />
        <Box surface="card" padding="m">
          <Pairs
            pairs={[
              [t`State`, <TemplateStatus key="status" status={template.status} />],
              [t`Language`, template.language],
              [t`Category`, template.category.toLowerCase()],
              [t`Category to come`, template.announcedCategory?.toLowerCase()],
              [t`Quality`, template.quality.toLowerCase()],
              [t`Variables`, template.parameterFormat.toLowerCase()],
              [t`Business account`, template.wabaId],
              [t`Read from Meta`, template.syncedAt && formatMoment(template.syncedAt)],
            ]}
          />
        </Box>
      </Grid>
    </Page>
  )
}

function HeldNotice({ id, count }: { id: string; count: number }) {
  const { t } = useLingui()
  const release = useAction({
    run: () => releaseTemplate(id),
    done: t`The messages are let go`,
    refresh: [['template', id]],
  })
  return (
    <Notice
      tone="warning"
      action={
        <Button size="small" busy={release.isPending} onClick={() => release.mutate()}>
          <Trans>Let them go</Trans>
        </Button>
      }
    >
      <Plural value={count} one="# message waits for this template." other="# messages wait for this template." />
    </Notice>
  )
}

function DeleteButton({ id }: { id: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  return (
    <ConfirmedButton
      label={t`Delete`}
      title={t`Delete this template`}
      confirm={t`Delete`}
      run={() => deleteTemplate(id)}
      done={t`The template is deleted`}
      refresh={[['templates']]}
      onDone={() => void navigate({ to: '/templates' })}
    >
      <Trans>It is deleted at Meta, too, and its name cannot be used again for 30 days.</Trans>
    </ConfirmedButton>
  )
}
