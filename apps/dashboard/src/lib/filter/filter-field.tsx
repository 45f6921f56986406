import { useState } from 'react'
import { problemsBelow } from '#lib/client/api-error.ts'
import { isRecord } from '#lib/data/json.ts'
import { useFields } from './fields.ts'
import { FilterBuilder, FilterJson } from './filter-builder.tsx'
import { type FilterDraft, toDraft, toFilter } from './filter-draft.ts'

interface FilterFieldProps {
  /** As the API takes it. */
  filter: unknown
  onChange(filter: Record<string, unknown>): void
  /** What the API has answered, and under which path it names this filter. */
  error: unknown
  path: string
}

/** A filter within another form; one that says more than rows can is edited as JSON. */
export function FilterField({ filter, onChange, error, path }: FilterFieldProps) {
  const [draft, setDraft] = useState(() => toDraft(filter))
  const [json, setJson] = useState(() => JSON.stringify(filter, null, 2))
  const kinds = new Map(useFields().map(({ value, kind }) => [value, kind]))
  if (draft === null)
    return (
      <FilterJson
        value={json}
        onChange={(text) => {
          setJson(text)
          const parsed = parse(text)
          if (parsed) onChange(parsed)
        }}
      />
    )
  const put = (next: FilterDraft) => {
    setDraft(next)
    onChange(toFilter(next, kinds))
  }
  return (
    <FilterBuilder
      draft={draft}
      onChange={put}
      problemOf={(index) => problemsBelow(error, `${path}.${draft.join}.${index}`)}
    />
  )
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return isRecord(parsed) ? { ...parsed } : null
  } catch {
    return null
  }
}
