import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { useMay } from '#lib/session/session.ts'
import { changeRetention, retentionQuery } from './api/account.ts'

const toText = (days: number | null) => (days === null ? '' : String(days))
const toDays = (text: string) => (text.trim() === '' ? null : Number(text))

/** Days; empty: as long as the operator of this host keeps them. */
export function RetentionForm() {
  const { t } = useLingui()
  const may = useMay()
  const words = useErrorWords()
  const { data: retention } = useSuspenseQuery(retentionQuery)
  const [messages, setMessages] = useState(toText(retention.messagesDays))
  const [media, setMedia] = useState(toText(retention.mediaDays))
  const [events, setEvents] = useState(toText(retention.eventsDays))
  const save = useAction({
    run: () =>
      changeRetention({ messagesDays: toDays(messages), mediaDays: toDays(media), eventsDays: toDays(events) }),
    done: t`Saved`,
    refresh: [['retention']],
    quiet: true,
  })
  const disabled = !may('account:write')
  const hint = t`Days; empty: as long as this host keeps them.`
  const field = { type: 'number', hint, disabled } as const
  return (
    <Stack gap="m">
      <Grid cell="s" align="end">
        <TextField label={t`Messages`} value={messages} onChange={setMessages} {...field} />
        <TextField label={t`Files`} value={media} onChange={setMedia} {...field} />
        <TextField label={t`Events`} value={events} onChange={setEvents} {...field} />
      </Grid>
      {save.error && <Notice tone="danger">{words(save.error).detail || words(save.error).message}</Notice>}
      {!disabled && (
        <Row justify="end">
          <Button busy={save.isPending} onClick={() => save.mutate()}>
            <Trans>Save</Trans>
          </Button>
        </Row>
      )}
    </Stack>
  )
}
