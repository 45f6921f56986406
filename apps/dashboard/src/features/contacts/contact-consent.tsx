import { Button, ButtonLink } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { OpenIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { record, text } from '#lib/data/json.ts'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type ConsentEvent, consentEventsQuery, contactConsentQuery } from './api/consent.ts'
import { ConsentDialog } from './consent-dialog.tsx'
import { ConsentState } from './consent-state.tsx'
import { SendabilityNotice } from './sendability-notice.tsx'

/** What the person agreed to, whether they may be written to now, and the proof. */
export function ContactConsent({ contactId }: { contactId: string }) {
  const { t } = useLingui()
  const mayWrite = useMay()('contacts:write')
  const [recording, setRecording] = useState(false)
  const { data: consents = [] } = useQuery(contactConsentQuery(contactId))
  return (
    <Stack gap="s">
      <Heading>
        <Trans>Consent</Trans>
      </Heading>
      <SendabilityNotice contactId={contactId} />
      <Table
        label={t`Consent`}
        items={consents}
        keyOf={({ purpose }) => purpose}
        columns={[
          { head: t`Purpose`, cell: ({ purpose }) => <Text strong>{purpose}</Text> },
          { head: t`State`, cell: ({ state }) => <ConsentState state={state} /> },
          { head: t`Source`, cell: ({ source }) => source ?? '' },
          { head: t`Since`, cell: ({ since }) => (since === null ? '' : formatMoment(since)) },
        ]}
      />
      <Row gap="s" wrap>
        {mayWrite && (
          <Button onClick={() => setRecording(true)}>
            <Trans>Record consent</Trans>
          </Button>
        )}
        <ButtonLink href={`/v1/contacts/${contactId}/consent/proof`} icon={<OpenIcon />} external>
          <Trans>Proof</Trans>
        </ButtonLink>
      </Row>
      <ConsentHistory contactId={contactId} />
      {recording && (
        <ConsentDialog
          contactId={contactId}
          purposes={consents.map(({ purpose }) => purpose).filter((purpose) => !purpose.includes(':'))}
          onClose={() => setRecording(false)}
        />
      )}
    </Stack>
  )
}

function ConsentHistory({ contactId }: { contactId: string }) {
  const { t } = useLingui()
  const pages = usePages<ConsentEvent>(consentEventsQuery(contactId))
  if (pages.rows.length === 0) return null
  return (
    <PagedTable
      pages={pages}
      label={t`Every act, latest first`}
      columns={[
        { head: t`When`, cell: ({ occurredAt }) => formatMoment(occurredAt) },
        { head: t`Purpose`, cell: ({ purpose }) => purpose },
        { head: t`Result`, cell: ({ state }) => <ConsentState state={state} /> },
        { head: t`Source`, cell: ({ source }) => source },
        { head: t`What was said`, cell: ({ proof }) => <Text tone="secondary">{wordsOf(proof)}</Text> },
      ]}
    />
  )
}

/** What the person said, else what a colleague noted. */
function wordsOf(proof: ConsentEvent['proof']): string {
  const content = record(proof?.content)
  return text(content['text']) || text(content['note'])
}
