import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { labelsQuery } from '#lib/inbox/team-work.ts'
import { useMay } from '#lib/session/session.ts'
import { createLabel, deleteLabel } from './api/inbox-settings.ts'

/** The words that the team puts on conversations. */
export function LabelList() {
  const { t } = useLingui()
  const mayChange = useMay()('conversations:write')
  const [name, setName] = useState('')
  const { data: labels = [] } = useQuery(labelsQuery)
  const create = useAction({
    run: () => createLabel(name.trim()),
    refresh: [['labels']],
    onDone: () => setName(''),
  })
  const remove = useAction({ run: deleteLabel, refresh: [['labels']] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') create.mutate()
  }
  return (
    <Stack gap="s">
      {labels.map((label) => (
        <Row key={label.id} justify="between" align="center" gap="s">
          <Text>{label.name}</Text>
          {mayChange && (
            <IconButton size="small" label={t`Delete the label ${label.name}`} onClick={() => remove.mutate(label.id)}>
              <CloseIcon />
            </IconButton>
          )}
        </Row>
      ))}
      {mayChange && (
        <Row as="form" gap="s" align="end" onSubmit={submit}>
          <TextField label={t`New label`} value={name} onChange={setName} maxLength={64} />
          <Button type="submit" busy={create.isPending} disabled={name.trim() === ''}>
            <Trans>Add</Trans>
          </Button>
        </Row>
      )}
    </Stack>
  )
}
