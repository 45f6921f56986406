import { TextLink } from '@dawk/ui/controls/button.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Badge, type Tone } from '@dawk/ui/overlays/feedback.tsx'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { numbersQuery } from './api/numbers.ts'

const tones: Readonly<Record<string, Tone>> = { GREEN: 'success', YELLOW: 'warning', RED: 'danger' }

export function NumberCards() {
  const { data: numbers = [] } = useQuery(numbersQuery)
  return numbers.map(({ id, displayPhoneNumber, phoneNumberId, verifiedName, sandbox, health }) => (
    <Box key={id} surface="card" padding="m">
      <Stack gap="s">
        <Row gap="s" justify="between">
          <TextLink href={`/app/numbers/${id}`}>{displayPhoneNumber ?? phoneNumberId}</TextLink>
          {health?.quality && <Badge tone={tones[health.quality] ?? 'neutral'}>{health.quality.toLowerCase()}</Badge>}
        </Row>
        <Text tone="secondary">{verifiedName}</Text>
        {sandbox && (
          <Text size="s" tone="muted">
            <Trans>sandbox: reaches no real phone</Trans>
          </Text>
        )}
        {health?.restrictions.map((restriction) => (
          <Badge key={restriction} tone="danger">
            {restriction}
          </Badge>
        ))}
      </Stack>
    </Box>
  ))
}
