import { Button } from '@dawk/ui/controls/button.tsx'
import { Pairs } from '@dawk/ui/data/table.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '#lib/client/client.ts'
import { formatMoment, formatPhone } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { contactAttributesQuery } from './api/contact-fields.ts'
import { attributeText } from './attribute-text.ts'
import { ContactDialog } from './contact-dialog.tsx'
import { Marketing } from './contacts-page.tsx'

/** Who the person is, and what the business keeps of them. */
export function ContactFacts({ contact }: { contact: Schemas['Contact'] }) {
  const { t } = useLingui()
  const may = useMay()
  const [editing, setEditing] = useState(false)
  const { data: attributes = [] } = useQuery(contactAttributesQuery)
  return (
    <Box surface="card" padding="m">
      <Stack gap="m">
        <Pairs
          pairs={[
            [t`Number`, contact.phone && formatPhone(contact.phone)],
            [t`Username`, contact.username && `@${contact.username}`],
            [t`WhatsApp user id`, contact.userId],
            [t`Country`, contact.country],
            [t`Language`, contact.language],
            [t`Time zone`, contact.timezone],
            [t`Marketing`, contact.marketing && <Marketing preference={contact.marketing.preference} />],
            ...attributes.map(({ key, label }) => [label, attributeText(contact.attributes[key])] as const),
            ...contact.externalIds.map(({ source, externalId }) => [source, externalId] as const),
            [t`Since`, formatMoment(contact.createdAt)],
          ]}
        />
        {may('contacts:write') && (
          <Row justify="end">
            <Button onClick={() => setEditing(true)}>
              <Trans>Edit</Trans>
            </Button>
          </Row>
        )}
      </Stack>
      {editing && <ContactDialog contact={contact} attributes={attributes} onClose={() => setEditing(false)} />}
    </Box>
  )
}
