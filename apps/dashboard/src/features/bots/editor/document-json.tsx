import { useLingui } from '@lingui/react/macro'
import { isRecord } from '#lib/data/json.ts'
import type { Document } from '../document/flow-document.ts'
import { JsonField } from '../form/json-field.tsx'

interface DocumentJsonProps {
  document: Document
  editable: boolean
  onChange(document: Document): void
}

/** The whole document, with what has no form: values, escapes, translations and tests. */
export function DocumentJson({ document, editable, onChange }: DocumentJsonProps) {
  const { t } = useLingui()
  return (
    <JsonField
      label={t`Document`}
      hint={t`All of the flow, as files and the API have it.`}
      error={undefined}
      disabled={!editable}
      rows={28}
      value={document}
      onChange={(next) => isRecord(next) && onChange(next)}
    />
  )
}
