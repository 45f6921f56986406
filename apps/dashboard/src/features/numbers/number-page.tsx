import { Button } from '@dawk/ui/controls/button.tsx'
import { Pairs } from '@dawk/ui/data/table.tsx'
import { CheckIcon } from '@dawk/ui/icons.tsx'
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
import { disconnectNumber, verifyNumber } from './api/change-number.ts'
import { numberQuery, type PhoneNumber } from './api/numbers.ts'
import { Findings } from './findings.tsx'
import { QualityBadge } from './quality-badge.tsx'

/** What WhatsApp says of one number, and what is wrong with it. */
export function NumberPage() {
  const { numberId } = useParams({ from: '/signed-in/numbers/$numberId' })
  const { data: number } = useSuspenseQuery(numberQuery(numberId))
  const may = useMay()
  const [checks, setChecks] = useState<Awaited<ReturnType<typeof verifyNumber>>['checks'] | null>(null)
  const verify = useAction({
    run: () => verifyNumber(numberId),
    refresh: [['number', numberId]],
    onDone: (report) => setChecks(report.checks),
  })
  return (
    <Page
      title={number.displayPhoneNumber ?? number.phoneNumberId}
      lead={number.verifiedName}
      actions={
        may('numbers:write') && (
          <>
            <Button tone="primary" icon={<CheckIcon />} busy={verify.isPending} onClick={() => verify.mutate()}>
              <Trans>Check it</Trans>
            </Button>
            <DisconnectButton id={numberId} />
          </>
        )
      }
    >
      {number.sandbox && (
        <Notice>
          <Trans>A number of the sandbox: nothing that it sends reaches a real phone.</Trans>
        </Notice>
      )}
      {checks && <Findings checks={checks} />}
      <Box surface="card" padding="m">
        <Health number={number} />
      </Box>
    </Page>
  )
}

function Health({ number }: { number: PhoneNumber }) {
  const { t } = useLingui()
  const { health } = number
  return (
    <Pairs
      pairs={[
        [t`Meta’s id`, number.phoneNumberId],
        [t`Business account`, number.wabaId],
        [t`Quality`, health?.quality && <QualityBadge quality={health.quality} />],
        [t`Messaging limit`, health?.messagingLimit],
        [t`Throughput`, health?.throughput],
        [t`Status`, health?.status],
        [t`May send`, health?.canSend],
        [t`Display name`, health?.nameStatus],
        [t`Account review`, health?.accountReview],
        [t`Ban`, health?.banState],
        [t`Violation`, health?.violation],
        [t`Restrictions`, health?.restrictions.join(', ')],
        [t`Webhooks signed by`, number.hasAppSecret ? t`a Meta app of your own` : t`the app of this host`],
        [t`Checked`, number.verifiedAt && formatMoment(number.verifiedAt)],
        [t`Read from Meta`, health?.readAt && formatMoment(health.readAt)],
        [t`Last reading failed`, health?.error],
      ]}
    />
  )
}

function DisconnectButton({ id }: { id: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  return (
    <ConfirmedButton
      label={t`Disconnect`}
      title={t`Disconnect this number`}
      confirm={t`Disconnect`}
      run={() => disconnectNumber(id)}
      done={t`The number is disconnected`}
      refresh={[['numbers']]}
      onDone={() => void navigate({ to: '/numbers' })}
    >
      <Trans>It stops sending and receiving here. Its messages and conversations stay.</Trans>
    </ConfirmedButton>
  )
}
