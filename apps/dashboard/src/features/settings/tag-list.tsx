import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmedButton } from '#lib/confirm-dialog.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { useMay } from '#lib/session/session.ts'
import { createTag, deleteTag, type Tag, tagsQuery } from './api/contact-fields.ts'

/** The words that may stand on contacts. */
export function TagList() {
  const { t } = useLingui()
  const mayWrite = useMay()('contacts:write')
  const [adding, setAdding] = useState(false)
  const { rows } = usePages<Tag>(tagsQuery)
  return (
    <Stack gap="m">
      {rows.length > 0 && (
        <Table
          label={t`Tags`}
          items={rows}
          keyOf={({ id }) => id}
          columns={[
            { head: t`Name`, cell: ({ name }) => <Text strong>{name}</Text> },
            ...(mayWrite ? [{ head: '', cell: (tag: Tag) => <DeleteButton tag={tag} />, end: true }] : []),
          ]}
        />
      )}
      {mayWrite && (
        <Row justify="end">
          <Button onClick={() => setAdding(true)}>
            <Trans>Add a tag</Trans>
          </Button>
        </Row>
      )}
      {adding && <TagDialog onClose={() => setAdding(false)} />}
    </Stack>
  )
}

function TagDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const create = useAction({
    run: () => createTag(name),
    refresh: [['tags']],
    quiet: true,
    onDone: onClose,
  })
  return (
    <ActionDialog title={t`Add a tag`} submit={t`Add`} action={create} onClose={onClose}>
      <TextField
        label={t`Name`}
        value={name}
        onChange={setName}
        error={problemAt(create.error, 'name')}
        required
        autoFocus
      />
    </ActionDialog>
  )
}

function DeleteButton({ tag: { id, name } }: { tag: Tag }) {
  const { t } = useLingui()
  return (
    <ConfirmedButton
      label={t`Delete`}
      size="small"
      title={t`Delete the tag ${name}`}
      confirm={t`Delete`}
      run={() => deleteTag(id)}
      refresh={[['tags'], ['contacts'], ['contact']]}
    >
      <Trans>It is taken off every contact.</Trans>
    </ConfirmedButton>
  )
}
