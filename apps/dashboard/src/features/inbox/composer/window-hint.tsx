import { Box, Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans } from '@lingui/react/macro'
import { formatRemaining } from '#lib/format.ts'
import type { ReplyWindow } from '../use-reply-window.ts'

interface WindowHintProps {
  replyWindow: ReplyWindow
  tooLong: boolean
}

const soonMs = 3_600_000

/** How long the person may still be answered freely, or what stands in the way. */
export function WindowHint({ replyWindow: { state, remainingMs }, tooLong }: WindowHintProps) {
  return (
    <Box grow>
      <Row justify="end">
        <Text size="xs" tone={tooLong || remainingMs < soonMs ? 'warning' : 'muted'} numbers as="span">
          {tooLong && <Trans>WhatsApp takes 4,096 characters at most.</Trans>}
          {!tooLong && state === 'open' && <Trans>{formatRemaining(remainingMs)} left to answer freely</Trans>}
          {!tooLong && state === 'unknown' && <Trans>WhatsApp decides whether this may be sent.</Trans>}
        </Text>
      </Row>
    </Box>
  )
}
