import { Button } from '@dawk/ui/controls/button.tsx'
import { PasswordField, SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { CopyText } from '@dawk/ui/data/code.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { problemsBelow } from '#lib/client/api-error.ts'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmDialog } from '#lib/confirm-dialog.tsx'
import { changeSource, deleteSource, rotateSource, type Source } from './api/sources.ts'
import { type Auth, authOf } from './source-draft.ts'

/** How whoever posts proves that they may, and what is done to the source as a whole. */
export function SourceSettings({ source }: { source: Source }) {
  const { t } = useLingui()
  const [auth, setAuth] = useState<Auth>(() => authOf(source))
  const [secret, setSecret] = useState('')
  const [pointer, setPointer] = useState(String((source.dedupe as { pointer?: string }).pointer ?? ''))
  const [shown, setShown] = useState<string | null>(null)
  const refresh = [['event-source', source.id], ['event-sources']]
  const onDone = ({ secret: made }: { secret: string | null }) => setShown(made)
  const save = useAction({
    run: () =>
      changeSource(source.id, {
        auth,
        ...(secret !== '' && { secret }),
        dedupe: { ttlHours: 72, ...(pointer !== '' && { pointer }) },
      }),
    done: t`The settings are saved`,
    refresh,
    onDone,
  })
  const kinds: Record<Auth['kind'], string> = {
    token: t`The address alone`,
    hmac: t`A signature of the body (HMAC)`,
    basic: t`User name and password`,
    bearer: t`Bearer token`,
    header: t`A secret in a header`,
    standard_webhooks: 'Standard Webhooks',
  }
  return (
    <Stack gap="l">
      <Box surface="card" padding="m">
        <Stack gap="m">
          <SelectField<Auth['kind']>
            label={t`Whoever posts is known by`}
            value={auth.kind}
            options={(Object.keys(kinds) as Auth['kind'][]).map((value) => ({ value, label: kinds[value] }))}
            onChange={(kind) => setAuth(freshAuth(kind))}
          />
          {'header' in auth && (
            <TextField
              label={t`Header`}
              value={auth.header}
              error={problemsBelow(save.error, 'auth.header')}
              onChange={(header) => setAuth({ ...auth, header: header.toLowerCase() })}
              required
            />
          )}
          {auth.kind === 'basic' && (
            <TextField
              label={t`User name`}
              value={auth.username}
              error={problemsBelow(save.error, 'auth.username')}
              onChange={(username) => setAuth({ ...auth, username })}
              required
            />
          )}
          {auth.kind === 'hmac' && (
            <SelectField
              label={t`Written as`}
              value={auth.encoding}
              options={[
                { value: 'hex', label: 'hex' },
                { value: 'base64', label: 'base64' },
              ]}
              onChange={(encoding) => setAuth({ ...auth, encoding })}
            />
          )}
          {auth.kind !== 'token' && (
            <PasswordField
              label={t`Secret`}
              value={secret}
              autoComplete="off"
              error={problemsBelow(save.error, 'secret')}
              onChange={setSecret}
            />
          )}
          <TextField
            label={t`Known under`}
            value={pointer}
            error={problemsBelow(save.error, 'dedupe.pointer')}
            onChange={setPointer}
          />
          <Row justify="end">
            <Button tone="primary" busy={save.isPending} onClick={() => save.mutate()}>
              <Trans>Save</Trans>
            </Button>
          </Row>
        </Stack>
      </Box>
      <WholeSource source={source} onSecret={setShown} />
      {shown !== null && (
        <Dialog open title={t`The secret`} onClose={() => setShown(null)} closeLabel={t`Close`}>
          <Stack gap="m">
            <Notice tone="warning">
              <Trans>Copy it now: it is not shown again.</Trans>
            </Notice>
            <CopyText text={shown} copyLabel={t`Copy`} copiedLabel={t`Copied`} />
          </Stack>
        </Dialog>
      )}
    </Stack>
  )
}

function WholeSource({ source, onSecret }: { source: Source; onSecret(secret: string | null): void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const refresh = [['event-source', source.id], ['event-sources']]
  const isActive = source.state === 'active'
  const toggle = useAction({
    run: () => changeSource(source.id, { state: isActive ? 'paused' : 'active' }),
    done: isActive ? t`The source is paused` : t`The source is active`,
    refresh,
  })
  const url = useAction({ run: () => rotateSource(source.id, 'url'), done: t`The source has a new address`, refresh })
  const secret = useAction({
    run: () => rotateSource(source.id, 'secret'),
    refresh,
    onDone: ({ secret: made }) => onSecret(made),
  })
  const remove = useAction({
    run: () => deleteSource(source.id),
    done: t`The source is deleted`,
    refresh: [['event-sources']],
    onDone: () => void navigate({ to: '/integrations' }),
  })
  return (
    <Row gap="s" wrap>
      <Button busy={toggle.isPending} onClick={() => toggle.mutate()}>
        {isActive ? <Trans>Pause</Trans> : <Trans>Resume</Trans>}
      </Button>
      <Button busy={url.isPending} onClick={() => url.mutate()}>
        <Trans>New address</Trans>
      </Button>
      {source.hasSecret && (
        <Button busy={secret.isPending} onClick={() => secret.mutate()}>
          <Trans>New secret</Trans>
        </Button>
      )}
      <Button onClick={() => setDeleting(true)}>
        <Trans>Delete</Trans>
      </Button>
      {deleting && (
        <ConfirmDialog
          title={t`Delete this event source`}
          confirm={t`Delete`}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setDeleting(false)}
        >
          <Trans>Its address stops working at once, and what came in goes with it. Contacts and messages stay.</Trans>
        </ConfirmDialog>
      )}
    </Row>
  )
}

function freshAuth(kind: Auth['kind']): Auth {
  switch (kind) {
    case 'hmac':
      return { kind, header: 'x-signature', algorithm: 'sha256', encoding: 'hex' }
    case 'header':
      return { kind, header: 'x-api-key' }
    case 'basic':
      return { kind, username: '' }
    default:
      return { kind }
  }
}
