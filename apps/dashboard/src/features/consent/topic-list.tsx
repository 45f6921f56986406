import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import { useMay } from '#lib/session/session.ts'
import { putTopic, topicsQuery } from './api/topics.ts'

/** Parts of marketing to which people agree one by one. */
export function TopicList() {
  const { t } = useLingui()
  const mayWrite = useMay()('contacts:write')
  const [adding, setAdding] = useState(false)
  const { data: topics = [], isPending } = useQuery(topicsQuery)
  return (
    <Stack gap="m">
      {mayWrite && (
        <Row>
          <Button icon={<PlusIcon />} onClick={() => setAdding(true)}>
            <Trans>Add a topic</Trans>
          </Button>
        </Row>
      )}
      {!isPending && topics.length === 0 && (
        <Empty title={t`There are no topics`}>
          <Trans>With topics a person can refuse offers and still get the news.</Trans>
        </Empty>
      )}
      {topics.length > 0 && (
        <Table
          label={t`Topics`}
          items={topics}
          keyOf={({ key }) => key}
          columns={[
            { head: t`Name`, cell: ({ name }) => <Text strong>{name}</Text> },
            { head: t`Key`, cell: ({ key }) => <Text mono>{key}</Text> },
          ]}
        />
      )}
      {adding && <TopicDialog onClose={() => setAdding(false)} />}
    </Stack>
  )
}

function TopicDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const [key, setKey] = useState('')
  const add = useAction({
    run: () => putTopic(key, { name }),
    done: t`The topic is there`,
    refresh: [['consent-topics']],
    quiet: true,
    onDone: onClose,
  })
  return (
    <ActionDialog title={t`Add a topic`} submit={t`Add`} action={add} onClose={onClose}>
      <TextField
        label={t`Name`}
        value={name}
        onChange={setName}
        error={problemAt(add.error, 'name')}
        required
        autoFocus
      />
      <TextField
        label={t`Key`}
        hint={t`Small letters, digits and _: offers`}
        value={key}
        onChange={setKey}
        error={problemAt(add.error, 'key')}
        code
        required
      />
    </ActionDialog>
  )
}
