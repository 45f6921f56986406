import { Button } from '@dawk/ui/controls/button.tsx'
import { SwitchField, TextField } from '@dawk/ui/controls/fields.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemAt, problemsBelow } from '#lib/client/api-error.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { isRecord } from '#lib/data/json.ts'
import { useSettled } from '#lib/data/use-settled.ts'
import { useFields } from '#lib/filter/fields.ts'
import { FilterBuilder, FilterJson } from '#lib/filter/filter-builder.tsx'
import { type FilterDraft, toDraft, toFilter } from '#lib/filter/filter-draft.ts'
import { createSegment, updateSegment } from './api/change-segment.ts'
import { previewQuery } from './api/preview.ts'
import type { Segment } from './api/segments.ts'
import { PreviewPanel } from './preview-panel.tsx'

interface SegmentFormProps {
  /** Null: a new one. */
  segment: Segment | null
  onSaved(segment: Segment): void
}

const first: FilterDraft = { join: 'all', conditions: [{ field: 'name', op: 'exists', value: '', isNot: false }] }

/** A name and a filter, with whom it finds beside it while it is written. */
export function SegmentForm({ segment, onSaved }: SegmentFormProps) {
  const { t } = useLingui()
  const words = useErrorWords()
  const [name, setName] = useState(segment?.name ?? '')
  const [followed, setFollowed] = useState(segment?.followed ?? false)
  const [draft, setDraft] = useState(() => (segment === null ? first : toDraft(segment.filter)))
  const [json, setJson] = useState(() => JSON.stringify(segment?.filter, null, 2))
  const filter = useFilter(draft, json)
  const settled = useSettled(filter, 400)
  const preview = useQuery({
    ...previewQuery(settled ?? {}),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  })
  const save = useAction({
    run: () => {
      const body = { name, followed, filter: filter ?? {} }
      return segment === null ? createSegment(body) : updateSegment(segment.id, body)
    },
    done: t`The segment is saved`,
    refresh: [['segments']],
    quiet: true,
    onDone: onSaved,
  })
  const problemOf = (index: number) => problemsBelow(preview.error, `filter.${draft?.join ?? 'all'}.${index}`)
  return (
    <Stack gap="m">
      <Box surface="card" padding="m">
        <Stack gap="m">
          <TextField label={t`Name`} value={name} onChange={setName} error={problemAt(save.error, 'name')} required />
          {draft === null ? (
            <FilterJson value={json} onChange={setJson} />
          ) : (
            <FilterBuilder draft={draft} onChange={setDraft} problemOf={problemOf} />
          )}
          <SwitchField
            label={t`Tell who enters and who leaves`}
            hint={t`As the events segment.entered and segment.left; drips need it.`}
            checked={followed}
            onChange={setFollowed}
          />
          {save.error && <Notice tone="danger">{words(save.error).message}</Notice>}
          <Row justify="end">
            <Button
              tone="primary"
              busy={save.isPending}
              disabled={name.trim() === '' || filter === null}
              onClick={() => save.mutate()}
            >
              <Trans>Save the segment</Trans>
            </Button>
          </Row>
        </Stack>
      </Box>
      <PreviewPanel
        found={preview.error ? undefined : preview.data}
        error={preview.error}
        isFetching={preview.isFetching}
      />
    </Stack>
  )
}

/** Null: there is no condition yet, or the JSON is none. */
function useFilter(draft: FilterDraft | null, json: string): Record<string, unknown> | null {
  const kinds = new Map(useFields().map(({ value, kind }) => [value, kind]))
  if (draft !== null) return draft.conditions.length === 0 ? null : toFilter(draft, kinds)
  try {
    const parsed: unknown = JSON.parse(json)
    return isRecord(parsed) ? { ...parsed } : null
  } catch {
    return null
  }
}
