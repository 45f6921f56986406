import { CheckIcon, InfoIcon, WarningIcon } from '@dawk/ui/icons.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Notice, type Tone } from '@dawk/ui/overlays/feedback.tsx'
import { Trans } from '@lingui/react/macro'
import type { verifyNumber } from './api/change-number.ts'

type Check = Awaited<ReturnType<typeof verifyNumber>>['checks'][number]

const toneOf = ({ ok }: Check): Tone => (ok === null ? 'neutral' : ok ? 'success' : 'danger')
const iconOf = ({ ok }: Check) => (ok === null ? <InfoIcon /> : ok ? <CheckIcon /> : <WarningIcon />)

/** Each check of a number: what it found, and what to do about it. What has to be done first stands first. */
export const Findings = ({ checks }: { checks: readonly Check[] }) => (
  <Stack gap="s">
    <Heading>
      <Trans>What was found</Trans>
    </Heading>
    {checks
      .toSorted((one, other) => rank(one) - rank(other))
      .map((check) => (
        <Notice key={check.check} tone={toneOf(check)} icon={iconOf(check)}>
          <Text strong>{check.check.replaceAll('_', ' ')}</Text>
          <Text size="s">{check.detail}</Text>
          {check.remedy !== null && (
            <Text size="s" strong>
              {check.remedy}
            </Text>
          )}
        </Notice>
      ))}
  </Stack>
)

const rank = ({ ok }: Check) => (ok === false ? 0 : ok === null ? 1 : 2)
