import { Button, ButtonLink } from '@dawk/ui/controls/button.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Empty } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment, formatMoney } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type Invoice, invoicesQuery, pdfUrl } from './api/invoices.ts'
import { BillingProfileDialog } from './billing-profile-dialog.tsx'

/** What was issued, each with its paper, and whose name stands on the next. */
export function Invoices() {
  const { t } = useLingui()
  const may = useMay()
  const [editing, setEditing] = useState(false)
  const pages = usePages<Invoice>(invoicesQuery)
  const names = useKindNames()
  return (
    <Stack gap="s">
      <Row gap="s" justify="between">
        <Heading level={2}>
          <Trans>Invoices</Trans>
        </Heading>
        {may('billing:write') && (
          <Button onClick={() => setEditing(true)}>
            <Trans>Billing profile</Trans>
          </Button>
        )}
      </Row>
      <PagedTable
        pages={pages}
        empty={<Empty title={t`No document was issued yet`} />}
        label={t`Invoices`}
        columns={[
          { head: t`Number`, cell: ({ number }) => <Text strong>{number}</Text> },
          { head: t`What`, cell: ({ kind }) => names[kind] },
          { head: t`When`, cell: ({ issuedAt }) => formatMoment(issuedAt) },
          { head: t`Amount`, cell: ({ total, currency }) => formatMoney(total, currency), end: true },
          { head: t`Paper`, cell: ({ id }) => <ButtonLink href={pdfUrl(id)}>PDF</ButtonLink>, end: true },
        ]}
      />
      {editing && <BillingProfileDialog onClose={() => setEditing(false)} />}
    </Stack>
  )
}

function useKindNames(): Record<Invoice['kind'], string> {
  const { t } = useLingui()
  return {
    tax_invoice: t`Tax invoice`,
    receipt_voucher: t`Receipt voucher`,
    refund_voucher: t`Refund voucher`,
    credit_note: t`Credit note`,
    statement: t`Statement`,
  }
}
