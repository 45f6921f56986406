import { Button } from '@dawk/ui/controls/button.tsx'
import { Pairs } from '@dawk/ui/data/table.tsx'
import { SendIcon } from '@dawk/ui/icons.tsx'
import { Box } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Page } from '@dawk/ui/shell/shell.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction } from '#lib/client/use-action.ts'
import { ConfirmedButton } from '#lib/confirm-dialog.tsx'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import {
  changeEndpoint,
  deleteEndpoint,
  type Endpoint,
  endpointQuery,
  rotateSecret,
  testEndpoint,
} from './api/endpoints.ts'
import { DeliveryList } from './delivery-list.tsx'
import { EndpointState } from './endpoint-list.tsx'
import { SecretDialog } from './secret-dialog.tsx'

/** One endpoint: how it does, and every delivery. */
export function EndpointPage() {
  const { t } = useLingui()
  const { endpointId } = useParams({ from: '/signed-in/developers/webhooks/$endpointId' })
  const { data: endpoint } = useSuspenseQuery(endpointQuery(endpointId))
  const may = useMay()
  return (
    <Page
      title={endpoint.url}
      lead={endpoint.description}
      actions={may('webhooks:write') && <EndpointActions endpoint={endpoint} />}
    >
      <Box surface="card" padding="m">
        <Pairs
          pairs={[
            [t`State`, <EndpointState key="state" endpoint={endpoint} />],
            [t`Why it is off`, endpoint.disabledReason],
            [t`Failing since`, endpoint.failingSince && formatMoment(endpoint.failingSince)],
            [t`Events`, endpoint.eventTypes.join(', ')],
            [t`In the format of`, endpoint.dialect],
            [t`In order`, endpoint.ordered ? t`yes` : t`no`],
            [t`Old secret good until`, endpoint.previousSecretUntil && formatMoment(endpoint.previousSecretUntil)],
            [t`Since`, formatMoment(endpoint.createdAt)],
          ]}
        />
      </Box>
      <DeliveryList endpointId={endpointId} />
    </Page>
  )
}

function EndpointActions({ endpoint: { id, enabled } }: { endpoint: Endpoint }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [secret, setSecret] = useState<string | null>(null)
  const [result, setResult] = useState<Awaited<ReturnType<typeof testEndpoint>> | null>(null)
  const refresh = [['endpoint', id], ['endpoints'], ['deliveries', id]]
  const test = useAction({ run: () => testEndpoint(id), refresh, onDone: setResult })
  const toggle = useAction({
    run: () => changeEndpoint(id, { enabled: !enabled }),
    done: enabled ? t`The endpoint is switched off` : t`The endpoint is switched on`,
    refresh,
  })
  const rotate = useAction({ run: () => rotateSecret(id), refresh, onDone: (made) => setSecret(made.secret) })
  return (
    <>
      <Button tone="primary" icon={<SendIcon />} busy={test.isPending} onClick={() => test.mutate()}>
        <Trans>Send a test</Trans>
      </Button>
      <Button busy={rotate.isPending} onClick={() => rotate.mutate()}>
        <Trans>New secret</Trans>
      </Button>
      <Button busy={toggle.isPending} onClick={() => toggle.mutate()}>
        {enabled ? <Trans>Switch off</Trans> : <Trans>Switch on</Trans>}
      </Button>
      <ConfirmedButton
        label={t`Delete`}
        title={t`Delete this endpoint`}
        confirm={t`Delete`}
        run={() => deleteEndpoint(id)}
        done={t`The endpoint is deleted`}
        refresh={[['endpoints']]}
        onDone={() => void navigate({ to: '/developers', search: { tab: 'webhooks' } })}
      >
        <Trans>What waits for it is dropped, and its log of deliveries goes with it.</Trans>
      </ConfirmedButton>
      {result && (
        <Notice tone={result.delivered ? 'success' : 'danger'}>
          {result.delivered ? <Trans>Delivered</Trans> : <Trans>Not delivered</Trans>}: {result.attempt.status}{' '}
          {result.attempt.error} ({result.attempt.durationMs} ms)
        </Notice>
      )}
      {secret !== null && (
        <SecretDialog title={t`The signing secret`} secret={secret} onClose={() => setSecret(null)} />
      )}
    </>
  )
}
