import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Badge } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { problemAt } from '#lib/client/api-error.ts'
import type { Schemas } from '#lib/client/client.ts'
import { useAction } from '#lib/client/use-action.ts'
import { useMay } from '#lib/session/session.ts'
import { tagContact, untagContact } from './api/change-contact.ts'
import { contactTagsQuery } from './api/contact-fields.ts'

export function ContactTags({ contact }: { contact: Pick<Schemas['Contact'], 'id' | 'tags'> }) {
  const { t } = useLingui()
  const mayWrite = useMay()('contacts:write')
  const [adding, setAdding] = useState(false)
  const untag = useAction({
    run: (name: string) => untagContact(contact.id, name),
    refresh: [['contact', contact.id], ['contacts']],
  })
  return (
    <Stack gap="s">
      <Heading>
        <Trans>Tags</Trans>
      </Heading>
      <Row gap="s" wrap>
        {contact.tags.map((name) => (
          <Row key={name} gap="xs" align="center">
            <Badge tone="info">{name}</Badge>
            {mayWrite && (
              <IconButton size="small" label={t`Take off ${name}`} onClick={() => untag.mutate(name)}>
                <CloseIcon />
              </IconButton>
            )}
          </Row>
        ))}
        {contact.tags.length === 0 && (
          <Text tone="secondary">
            <Trans>None.</Trans>
          </Text>
        )}
        {mayWrite && (
          <Button size="small" onClick={() => setAdding(true)}>
            <Trans>Add a tag</Trans>
          </Button>
        )}
      </Row>
      {adding && <TagDialog contactId={contact.id} onClose={() => setAdding(false)} />}
    </Stack>
  )
}

function TagDialog({ contactId, onClose }: { contactId: string; onClose(): void }) {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const { data: tags = [] } = useQuery(contactTagsQuery)
  const known = tags.map((tag) => tag.name).join(', ')
  const add = useAction({
    run: () => tagContact(contactId, [name]),
    done: t`The tag is on`,
    refresh: [['contact', contactId], ['contacts'], ['tags']],
    quiet: true,
    onDone: onClose,
  })
  return (
    <ActionDialog title={t`Add a tag`} submit={t`Add`} action={add} incomplete={name.trim() === ''} onClose={onClose}>
      <TextField
        label={t`Tag`}
        hint={known === '' ? t`A tag that is not there yet is made.` : t`There are: ${known}`}
        value={name}
        onChange={setName}
        error={problemAt(add.error, 'tags.0')}
        autoFocus
        required
      />
    </ActionDialog>
  )
}
