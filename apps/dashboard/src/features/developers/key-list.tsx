import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { DotsIcon, PlusIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { Badge, Empty, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmDialog } from '#lib/confirm-dialog.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type ApiKey, apiKeysQuery, revokeApiKey, rotateApiKey } from './api/api-keys.ts'
import { KeyDialog } from './key-dialog.tsx'
import { SecretDialog } from './secret-dialog.tsx'

export function KeyList() {
  const { t } = useLingui()
  const may = useMay()
  const [making, setMaking] = useState(false)
  const { rows, isPending } = usePages<ApiKey>(apiKeysQuery)
  return (
    <Stack gap="m">
      {may('keys:write') && (
        <Row justify="end">
          <Button tone="primary" icon={<PlusIcon />} onClick={() => setMaking(true)}>
            <Trans>New key</Trans>
          </Button>
        </Row>
      )}
      {isPending && <Skeleton rows={3} label={t`Loading`} />}
      {!isPending && rows.length === 0 && <Empty title={t`There is no API key`} />}
      {rows.length > 0 && (
        <Table
          label={t`API keys`}
          items={rows}
          keyOf={({ id }) => id}
          columns={[
            { head: t`Key`, cell: (key) => <KeyName apiKey={key} /> },
            { head: t`Scopes`, cell: ({ scopes }) => <Text size="s">{scopes.join(', ')}</Text> },
            {
              head: t`Last used`,
              cell: ({ lastUsedAt }) => (
                <Text tone="secondary">{lastUsedAt === null ? t`never` : formatMoment(lastUsedAt)}</Text>
              ),
            },
            ...(may('keys:write') ? [{ head: '', cell: (key: ApiKey) => <KeyActions apiKey={key} />, end: true }] : []),
          ]}
        />
      )}
      {making && <KeyDialog onClose={() => setMaking(false)} />}
    </Stack>
  )
}

const KeyName = ({ apiKey: { name, display, test } }: { apiKey: ApiKey }) => (
  <Stack>
    <Row gap="s">
      <Text strong>{name}</Text>
      {test && (
        <Badge tone="info">
          <Trans>test</Trans>
        </Badge>
      )}
    </Row>
    <Text mono tone="secondary">
      {display}
    </Text>
  </Stack>
)

function KeyActions({ apiKey: { id, name } }: { apiKey: ApiKey }) {
  const { t } = useLingui()
  const [revoking, setRevoking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const refresh = [['api-keys']]
  const rotate = useAction({ run: () => rotateApiKey(id), refresh, onDone: (rotated) => setSecret(rotated.secret) })
  const revoke = useAction({ run: () => revokeApiKey(id), done: t`The key is revoked`, refresh })
  return (
    <>
      <ActionMenu
        trigger={
          <IconButton label={t`Actions for ${name}`}>
            <DotsIcon />
          </IconButton>
        }
        actions={[
          { label: t`Rotate; the old one is good for an hour`, onSelect: () => rotate.mutate() },
          { label: t`Revoke`, danger: true, onSelect: () => setRevoking(true) },
        ]}
      />
      {secret !== null && <SecretDialog title={t`The new key`} secret={secret} onClose={() => setSecret(null)} />}
      {revoking && (
        <ConfirmDialog
          title={t`Revoke ${name}`}
          confirm={t`Revoke`}
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate()}
          onClose={() => setRevoking(false)}
        >
          <Trans>Programs that use it are rejected at once.</Trans>
        </ConfirmDialog>
      )}
    </>
  )
}
