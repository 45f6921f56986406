import { Button } from '@dawk/ui/controls/button.tsx'
import { Code } from '@dawk/ui/data/code.tsx'
import { Pairs, Table } from '@dawk/ui/data/table.tsx'
import { RefreshIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { SidePanel } from '@dawk/ui/overlays/dialog.tsx'
import { Notice, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useAction } from '#lib/client/use-action.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { incomingEventQuery, replayEvent } from './api/incoming.ts'
import { useIncomingStates, useReasons } from './event-words.ts'

interface EventPanelProps {
  sourceId: string
  eventId: string
  onClose(): void
}

/** One event as it came, and what became of each action. */
export function EventPanel({ sourceId, eventId, onClose }: EventPanelProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const mayWrite = useMay()('integrations:write')
  const states = useIncomingStates()
  const reasonOf = useReasons()
  const { data: event } = useQuery(incomingEventQuery(sourceId, eventId))
  const replay = useAction({
    run: () => replayEvent(sourceId, eventId),
    done: t`The event is acted upon again`,
    refresh: [['event-source', sourceId]],
  })
  const outcomes = { done: t`Done`, skipped: t`Nothing followed`, waiting: t`Waits` }
  const contactId = event?.contactId ?? null
  return (
    <SidePanel title={event?.type ?? t`Event`} open onClose={onClose} closeLabel={t`Close`}>
      {!event && <Skeleton rows={5} label={t`Loading`} />}
      {event && (
        <Stack gap="m">
          <Pairs
            pairs={[
              [t`State`, states[event.state]],
              [t`Reason`, event.reason && reasonOf(event.reason)],
              [t`Received`, formatMoment(event.receivedAt)],
              [t`Happened`, event.occurredAt && formatMoment(event.occurredAt)],
              [t`Came again`, event.duplicates > 0 ? event.duplicates.toLocaleString() : null],
            ]}
          />
          {event.notes.map(({ field, message }) => (
            <Notice key={`${field}${message}`} tone="warning">
              {field}: {message}
            </Notice>
          ))}
          {event.outcomes.length > 0 && (
            <Table
              label={t`Actions`}
              items={event.outcomes}
              keyOf={({ actionId }) => actionId}
              columns={[
                { head: t`Action`, cell: ({ actionId }) => actionId },
                {
                  head: t`What it came to`,
                  cell: ({ outcome, reason }) => (reason === null ? outcomes[outcome] : reasonOf(reason)),
                },
              ]}
            />
          )}
          <Row gap="s" wrap>
            {mayWrite && event.body !== '' && (
              <Button size="small" icon={<RefreshIcon />} busy={replay.isPending} onClick={() => replay.mutate()}>
                <Trans>Act upon it again</Trans>
              </Button>
            )}
            {contactId !== null && (
              <Button size="small" onClick={() => void navigate({ to: '/contacts/$contactId', params: { contactId } })}>
                <Trans>Open the contact</Trans>
              </Button>
            )}
          </Row>
          <Heading level={3}>
            <Trans>As it came</Trans>
          </Heading>
          <Code>{pretty(event.body)}</Code>
        </Stack>
      )}
    </SidePanel>
  )
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
