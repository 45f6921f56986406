import { useLingui } from '@lingui/react/macro'
import { formatMoment } from '#lib/format.ts'

const morning = 9

/** In an hour, tomorrow morning, on Monday morning: by the clock of the person at this screen. */
export function useTimes(): { label: string; at: Date }[] {
  const { t } = useLingui()
  const choices = [
    { label: t`In an hour`, at: inHours(1) },
    { label: t`Tomorrow morning`, at: morningIn(1) },
    { label: t`Monday morning`, at: morningIn((8 - new Date().getDay()) % 7 || 7) },
  ]
  return choices.map(({ label, at }) => ({ label: `${label} · ${formatMoment(at.toISOString())}`, at }))
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)

function morningIn(days: number): Date {
  const at = new Date()
  at.setDate(at.getDate() + days)
  at.setHours(morning, 0, 0, 0)
  return at
}
