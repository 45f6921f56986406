import { Button, TextLink } from '@dawk/ui/controls/button.tsx'
import { Code } from '@dawk/ui/data/code.tsx'
import { Pairs } from '@dawk/ui/data/table.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { SidePanel } from '@dawk/ui/overlays/dialog.tsx'
import { Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useAction } from '#lib/client/use-action.ts'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment, formatRecent } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { type FlowStep, sessionQuery, stepsQuery, stopSession } from '../api/sessions.ts'
import { useExitNames, useKindNames, useSessionStates } from '../bot-words.ts'

/** One conversation with a flow: where it stands, its values, and why the bot did what it did. */
export function SessionPanel({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useLingui()
  const mayWrite = useMay()('automations:write')
  const states = useSessionStates()
  const { data: session } = useQuery(sessionQuery(id))
  const stop = useAction({ run: () => stopSession(id), done: t`The session ends in a moment`, refresh: [['flows']] })
  return (
    <SidePanel title={session?.contactName ?? t`Session`} open onClose={onClose} closeLabel={t`Close`}>
      {!session && <Skeleton rows={5} label={t`Loading`} />}
      {session && (
        <Stack gap="m">
          <Pairs
            pairs={[
              [t`State`, states[session.state] ?? session.state],
              [t`Node`, session.node],
              [t`Waits for`, session.waitsFor],
              [t`Waits until`, session.waitsUntil && formatMoment(session.waitsUntil)],
              [t`Result`, session.result],
              [t`Turns`, session.turns.toLocaleString()],
              [t`Started`, formatMoment(session.startedAt)],
              [t`Ended`, session.endedAt && formatMoment(session.endedAt)],
            ]}
          />
          {Object.keys(session.values).length > 0 && <Code>{JSON.stringify(session.values, null, 2)}</Code>}
          <StepTable id={id} />
          <Row justify="between" gap="s" wrap>
            <TextLink href={`/app/inbox/${session.conversationId}`}>
              <Trans>Open the conversation</Trans>
            </TextLink>
            {mayWrite && session.state === 'waiting' && (
              <Button busy={stop.isPending} onClick={() => stop.mutate()}>
                <Trans>Stop it</Trans>
              </Button>
            )}
          </Row>
        </Stack>
      )}
    </SidePanel>
  )
}

function StepTable({ id }: { id: string }) {
  const { t } = useLingui()
  const names = useKindNames()
  const exits = useExitNames()
  const pages = usePages<FlowStep>(stepsQuery(id))
  if (pages.rows.length === 0) return null
  return (
    <PagedTable
      pages={pages}
      label={t`Steps`}
      columns={[
        {
          head: t`Node`,
          cell: ({ node, kind }) => (node === null ? kind : `${node} (${names[kind] ?? kind})`),
        },
        {
          head: t`What it came to`,
          cell: ({ exit, error }) => error ?? (exit === null ? '' : (exits[exit] ?? exit)),
        },
        { head: t`Time`, cell: ({ at }) => formatRecent(at) },
      ]}
    />
  )
}
