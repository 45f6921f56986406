import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { formatMoment } from '#lib/format.ts'
import { sendabilityQuery } from './api/consent.ts'

/** Whether marketing may be sent now, and if not, why and until when. */
export function SendabilityNotice({ contactId }: { contactId: string }) {
  const reasons = useReasons()
  const { data } = useQuery(sendabilityQuery(contactId, 'marketing'))
  if (!data) return null
  if (data.reason === null)
    return (
      <Notice tone="success">
        <Trans>Marketing may be sent now.</Trans>
      </Notice>
    )
  const reason = reasons[data.reason]
  const until = data.until === null ? null : formatMoment(data.until)
  return (
    <Notice tone="warning">
      {until === null ? (
        <Trans>No marketing: {reason}.</Trans>
      ) : (
        <Trans>
          No marketing until {until}: {reason}.
        </Trans>
      )}
    </Notice>
  )
}

function useReasons() {
  const { t } = useLingui()
  return {
    erased: t`their data were erased`,
    suppressed: t`they are on the list of suppressions`,
    blocked: t`they have blocked you`,
    opted_out: t`they have said stop`,
    consent_missing: t`they have not agreed to it`,
    country_not_allowed: t`their country gets none`,
    unreachable: t`WhatsApp could not reach them lately`,
    template_resting: t`WhatsApp withholds this template from them`,
    frequency_capped: t`they have had as much as you allow`,
    quiet_hours: t`it is a quiet time where they live`,
    meta_capped: t`WhatsApp holds marketing to them back`,
    duplicate_content: t`they have just had the same message`,
  }
}
