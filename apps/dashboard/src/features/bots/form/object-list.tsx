import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { CloseIcon, PlusIcon } from '@dawk/ui/icons.tsx'
import { Box, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { type Json, list, record, text } from '#lib/data/json.ts'
import { blankOf, type Field } from '../document/schema.ts'
import { SchemaForm, type SchemaFormProps } from './schema-form.tsx'

interface ObjectListProps extends Pick<SchemaFormProps, 'disabled' | 'path' | 'problemOf'> {
  field: Field
  label: string
  value: unknown
  onChange(value: unknown): void
}

let made = 0

/** Several of one kind, each with its fields. */
export function ObjectList({ field, label, value, onChange, ...props }: ObjectListProps) {
  const { t } = useLingui()
  const { schema, required } = field
  const items = list(value).map(record)
  const [ids, setIds] = useState(() => items.map(() => ++made))
  const shape = record(schema['items'])
  const most = Number(schema['maxItems'] ?? Number.POSITIVE_INFINITY)
  const put = (next: readonly Json[]) => onChange(next.length === 0 && !required ? undefined : next)
  const remove = (at: number) => {
    setIds(ids.toSpliced(at, 1))
    put(items.toSpliced(at, 1))
  }
  return (
    <Stack gap="s" role="group" aria-label={label}>
      <Text strong>{label}</Text>
      {text(schema['description']) !== '' && (
        <Text size="s" tone="secondary">
          {text(schema['description'])}
        </Text>
      )}
      {items.map((item, at) => (
        <Box key={ids[at] ?? `given-${at}`} surface="sunken" padding="s">
          <Stack gap="s">
            <SchemaForm
              {...props}
              schema={shape}
              value={item}
              path={`${props.path}.${at}`}
              onChange={(next) => put(items.toSpliced(at, 1, next))}
            />
            {!props.disabled && (
              <Row justify="end">
                <IconButton size="small" label={t`Remove ${label} ${at + 1}`} onClick={() => remove(at)}>
                  <CloseIcon />
                </IconButton>
              </Row>
            )}
          </Stack>
        </Box>
      ))}
      {!props.disabled && items.length < most && (
        <Row>
          <Button
            size="small"
            icon={<PlusIcon />}
            onClick={() => {
              setIds([...ids, ++made])
              put([...items, blankOf(shape)])
            }}
          >
            {t`Add to ${label}`}
          </Button>
        </Row>
      )}
    </Stack>
  )
}
