import { IconButton } from '@dawk/ui/controls/button.tsx'
import { CloseIcon } from '@dawk/ui/icons.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Message } from '../api/messages.ts'
import { previewOf } from '../thread/preview.ts'
import { useTypeNames } from '../thread/type-names.ts'

/** What the next message will answer. */
export function QuotedLine({ message, onCancel }: { message: Message; onCancel(): void }) {
  const { t } = useLingui()
  const names = useTypeNames()
  return (
    <Row gap="s" surface="sunken" padding="s">
      <Text size="s" truncate>
        <Trans>Answering:</Trans> {previewOf(message) || names(message.type)}
      </Text>
      <IconButton label={t`Answer nothing in particular`} size="small" onClick={onCancel}>
        <CloseIcon />
      </IconButton>
    </Row>
  )
}
