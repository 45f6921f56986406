import { Bars } from '@dawk/ui/data/bars.tsx'
import { Box } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { formatShare } from '#lib/format.ts'
import { figuresQuery, type Span } from './api/figures.ts'

/** Why messages failed, by Meta's codes. */
export function FailureCodes({ asked }: { asked: Span & { timeZone: string } }) {
  const { t } = useLingui()
  const query = figuresQuery({ ...asked, granularity: 'total', direction: 'outbound', groupBy: 'errorCode' })
  const { data: rows = [] } = useQuery(query)
  const failures = rows.filter(({ failed }) => failed > 0).toSorted((a, b) => b.failed - a.failed)
  const whole = failures.reduce((all, { failed }) => all + failed, 0)
  return (
    <Box surface="card" padding="m">
      <Heading>
        <Trans>Failures by code</Trans>
      </Heading>
      <Bars
        label={t`Failures by code`}
        whole={whole}
        bars={failures.map(({ errorCode, failed }) => ({
          name: errorCode ?? t`without a code`,
          value: failed,
          shown: formatShare(failed, whole),
        }))}
      />
    </Box>
  )
}
