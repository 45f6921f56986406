import { useLingui } from '@lingui/react/macro'

/** The states by which a condition may ask, in words, by field. */
export function useStateWords(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const { t } = useLingui()
  return {
    'consent.marketing': {
      opted_in: t`opted in`,
      opted_out: t`opted out`,
      pending: t`asked`,
      implied: t`implied`,
      blocked: t`blocked`,
      unknown: t`unknown`,
    },
    reachability: { ok: t`reachable`, undeliverable: t`not reachable`, capped: t`has got enough, says WhatsApp` },
    window: { open: t`open`, closed: t`closed` },
  }
}
