import { Button } from '@dawk/ui/controls/button.tsx'
import { TextAreaField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { ApiError } from '#lib/client/api-error.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { usePages } from '#lib/data/use-pages.ts'
import { useMay } from '#lib/session/session.ts'
import { type CannedReply, cannedRepliesQuery, createCannedReply, deleteCannedReply } from './api/canned-replies.ts'

const refresh = [['canned-replies']]
const variables = '{{contact.name}}, {{agent.name}}'

/** What agents answer with by typing a slash and a shortcut. */
export function CannedReplyList() {
  const { t } = useLingui()
  const may = useMay()
  const { rows } = usePages<CannedReply>(cannedRepliesQuery)
  const mayWrite = may('conversations:write')
  return (
    <Stack gap="m">
      {rows.length > 0 && (
        <Table
          label={t`Canned replies`}
          items={rows}
          keyOf={({ id }) => id}
          columns={[
            { head: t`Shortcut`, cell: ({ shortcut }) => <Text strong>/{shortcut}</Text> },
            { head: t`Text`, cell: ({ body }) => <Text pre>{body}</Text> },
            ...(mayWrite
              ? [{ head: '', cell: (reply: CannedReply) => <DeleteButton id={reply.id} />, end: true }]
              : []),
          ]}
        />
      )}
      {mayWrite && <NewReply />}
    </Stack>
  )
}

function DeleteButton({ id }: { id: string }) {
  const { t } = useLingui()
  const remove = useAction({ run: () => deleteCannedReply(id), done: t`The canned reply is deleted`, refresh })
  return (
    <Button size="small" busy={remove.isPending} onClick={() => remove.mutate()}>
      <Trans>Delete</Trans>
    </Button>
  )
}

function NewReply() {
  const { t } = useLingui()
  const words = useErrorWords()
  const [shortcut, setShortcut] = useState('')
  const [body, setBody] = useState('')
  const create = useAction({
    run: () => createCannedReply({ shortcut, body }),
    done: t`The canned reply is there for everybody`,
    refresh,
    quiet: true,
    onDone: () => {
      setShortcut('')
      setBody('')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  const problem = (path: string) => (create.error instanceof ApiError ? create.error.at(path) : undefined)
  return (
    <form onSubmit={submit}>
      <Stack gap="m">
        <TextField
          label={t`Shortcut`}
          hint={t`Agents type a slash and this.`}
          value={shortcut}
          onChange={setShortcut}
          error={problem('shortcut')}
          required
        />
        <TextAreaField
          label={t`Text of the reply`}
          hint={t`Filled in when it is used: ${variables}`}
          value={body}
          onChange={setBody}
          error={problem('body')}
          required
        />
        {create.error && <Notice tone="danger">{words(create.error).message}</Notice>}
        <Row justify="end">
          <Button type="submit" busy={create.isPending}>
            <Trans>Add a canned reply</Trans>
          </Button>
        </Row>
      </Stack>
    </form>
  )
}
