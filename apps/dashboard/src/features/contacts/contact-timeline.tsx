import { Button } from '@dawk/ui/controls/button.tsx'
import { Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useAction } from '#lib/client/use-action.ts'
import { isRecord, record, text } from '#lib/data/json.ts'
import { PagedTable } from '#lib/data/paged-table.tsx'
import { usePages } from '#lib/data/use-pages.ts'
import { formatMoment } from '#lib/format.ts'
import { useMay } from '#lib/session/session.ts'
import { undoMerge } from './api/change-contact.ts'
import { type TimelineEntry, timelineQuery } from './api/timeline.ts'

/** What happened to the contact, latest first. */
export function ContactTimeline({ contactId }: { contactId: string }) {
  const { t } = useLingui()
  const mayWrite = useMay()('contacts:write')
  const pages = usePages<TimelineEntry>(timelineQuery(contactId))
  const names = useKinds()
  if (pages.rows.length === 0) return null
  return (
    <Stack gap="s">
      <Heading>
        <Trans>Timeline</Trans>
      </Heading>
      <PagedTable
        pages={pages}
        label={t`Timeline`}
        columns={[
          { head: t`When`, cell: ({ at }) => formatMoment(at) },
          { head: t`What`, cell: ({ kind }) => <Text strong>{names[kind] ?? kind}</Text> },
          { head: t`Details`, cell: (entry) => <Text tone="secondary">{detailsOf(entry)}</Text> },
          ...(mayWrite ? [{ head: '', cell: (entry: TimelineEntry) => <Undo entry={entry} />, end: true }] : []),
        ]}
      />
    </Stack>
  )
}

function useKinds(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    message: t`Message`,
    updated: t`Changed`,
    tags: t`Tags`,
    merged: t`Merged`,
    unmerged: t`Parted again`,
  }
}

/** Fields with what they were and are; of a message its words. */
function detailsOf({ kind, data }: TimelineEntry): string {
  if (kind === 'message') return text(data['preview']) || text(data['type'])
  const changed = record(data['changed'])
  return Object.entries(changed)
    .map(([field, change]) =>
      isRecord(change) ? `${field}: ${shown(change['from'])} → ${shown(change['to'])}` : field,
    )
    .join(' · ')
}

const shown = (value: unknown): string =>
  value === null || value === undefined ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value)

function Undo({ entry: { kind, data } }: { entry: TimelineEntry }) {
  const { t } = useLingui()
  const undo = useAction({
    run: () => undoMerge(text(data['mergeId'])),
    done: t`The contacts are parted again`,
    refresh: [['contact'], ['contacts']],
  })
  if (kind !== 'merged') return null
  return (
    <Button size="small" busy={undo.isPending} onClick={() => undo.mutate()}>
      <Trans>Undo</Trans>
    </Button>
  )
}
