import { Button, ButtonLink } from '@dawk/ui/controls/button.tsx'
import { SelectField } from '@dawk/ui/controls/fields.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { createExport, exportQuery, type Format } from './api/exports.ts'

/** Writes every contact into a file, which a link leads to for a day. */
export function ExportButton() {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  const [format, setFormat] = useState<Format>('csv')
  const [id, setId] = useState<string | null>(null)
  const start = useAction({ run: () => createExport(format), onDone: (made) => setId(made.id) })
  const close = () => {
    setOpen(false)
    setId(null)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Trans>Export contacts</Trans>
      </Button>
      <Dialog title={t`Export contacts`} open={isOpen} onClose={close} closeLabel={t`Close`}>
        {id === null ? (
          <Stack gap="m">
            <SelectField<Format>
              label={t`Format`}
              value={format}
              onChange={setFormat}
              options={[
                { value: 'csv', label: 'CSV' },
                { value: 'xlsx', label: 'Excel' },
                { value: 'ndjson', label: 'NDJSON' },
              ]}
            />
            <Row justify="end">
              <Button tone="primary" busy={start.isPending} onClick={() => start.mutate()}>
                <Trans>Export</Trans>
              </Button>
            </Row>
          </Stack>
        ) : (
          <Exported id={id} />
        )}
      </Dialog>
    </>
  )
}

function Exported({ id }: { id: string }) {
  const { data } = useQuery(exportQuery(id))
  if (data?.error) return <Notice tone="danger">{data.error}</Notice>
  const rows = data?.rows ?? 0
  if (!data?.url)
    return (
      <Text>
        <Trans>{rows} contacts are written so far.</Trans>
      </Text>
    )
  return (
    <Stack gap="m">
      <Text>
        <Trans>{rows} contacts are in the file. The link ends in a day.</Trans>
      </Text>
      <Row justify="end">
        <ButtonLink href={data.url} external>
          <Trans>Download</Trans>
        </ButtonLink>
      </Row>
    </Stack>
  )
}
