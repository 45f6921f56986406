import { Button, ButtonLink } from '@dawk/ui/controls/button.tsx'
import { SelectField, TextField } from '@dawk/ui/controls/fields.tsx'
import { OpenIcon, PlusIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ActionDialog } from '#lib/action-dialog.tsx'
import { useAction } from '#lib/client/use-action.ts'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment, formatPhone } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { addSuppression, removeSuppression, type Suppression, suppressionsQuery } from './api/suppressions.ts'

/** Whom the account must not write to, whatever they agreed to. */
export function SuppressionList() {
  const { t } = useLingui()
  const mayWrite = useMay()('contacts:write')
  const [adding, setAdding] = useState(false)
  const pages = usePages<Suppression>(suppressionsQuery)
  return (
    <Stack gap="m">
      <Row gap="s" wrap>
        {mayWrite && (
          <Button tone="primary" icon={<PlusIcon />} onClick={() => setAdding(true)}>
            <Trans>Suppress a number</Trans>
          </Button>
        )}
        <ButtonLink href="/v1/suppressions/export?format=csv" icon={<OpenIcon />} external>
          <Trans>Export</Trans>
        </ButtonLink>
      </Row>
      <PagedTable
        pages={pages}
        empty={
          <Empty title={t`Nobody is suppressed`}>
            <Trans>After a complaint, a court order, or for a number that is not theirs.</Trans>
          </Empty>
        }
        label={t`Suppressions`}
        columns={[
          { head: t`Who`, cell: ({ phone, userId }) => <Who phone={phone} userId={userId} /> },
          { head: t`What`, cell: ({ scope }) => <Scope scope={scope} /> },
          { head: t`Why`, cell: ({ reason }) => reason },
          { head: t`Since`, cell: ({ createdAt }) => formatMoment(createdAt) },
          ...(mayWrite ? [{ head: '', cell: ({ id }: Suppression) => <RemoveButton id={id} />, end: true }] : []),
        ]}
      />
      {adding && <SuppressionDialog onClose={() => setAdding(false)} />}
    </Stack>
  )
}

function Who({ phone, userId }: Pick<Suppression, 'phone' | 'userId'>) {
  if (phone !== null) return <Text strong>{formatPhone(phone)}</Text>
  return userId === null ? (
    <Text tone="secondary">
      <Trans>An erased person</Trans>
    </Text>
  ) : (
    <Text mono>{userId}</Text>
  )
}

const Scope = ({ scope }: Pick<Suppression, 'scope'>) =>
  scope === 'all' ? <Trans>Everything but replies</Trans> : <Trans>Marketing</Trans>

function RemoveButton({ id }: { id: string }) {
  const { t } = useLingui()
  const remove = useAction({
    run: () => removeSuppression(id),
    done: t`The suppression has ended`,
    refresh: [['suppressions']],
  })
  return (
    <Button size="small" busy={remove.isPending} onClick={() => remove.mutate()}>
      <Trans>End</Trans>
    </Button>
  )
}

function SuppressionDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui()
  const [phone, setPhone] = useState('')
  const [reason, setReason] = useState('complaint')
  const [scope, setScope] = useState<'all' | 'marketing'>('all')
  const [problem, setProblem] = useState<string | undefined>()
  const add = useAction({
    run: () => addSuppression({ phone, reason, scope }),
    refresh: [['suppressions']],
    quiet: true,
    onDone: (problemText) => {
      setProblem(problemText ?? undefined)
      if (problemText === null) onClose()
    },
  })
  return (
    <ActionDialog title={t`Suppress a number`} submit={t`Suppress`} action={add} onClose={onClose}>
      <TextField
        label={t`Number`}
        hint={t`With its country code: +91…`}
        type="tel"
        value={phone}
        onChange={setPhone}
        error={problem}
        code
        required
        autoFocus
      />
      <SelectField
        label={t`What is stopped`}
        value={scope}
        options={[
          { value: 'all', label: t`Everything but replies` },
          { value: 'marketing', label: t`Marketing` },
        ]}
        onChange={setScope}
      />
      <TextField label={t`Why`} value={reason} onChange={setReason} required />
    </ActionDialog>
  )
}
