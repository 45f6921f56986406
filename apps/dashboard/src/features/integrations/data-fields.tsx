import { Button, IconButton } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { CloseIcon, PlusIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { PlaceField } from './place-field.tsx'

interface DataFieldsProps {
  values: Readonly<Record<string, string>>
  options: readonly { value: string; label: string }[]
  onChange(values: Record<string, string>): void
}

/** Values by names of one's own, in the order in which they were added. */
export function DataFields({ values, options, onChange }: DataFieldsProps) {
  const { t } = useLingui()
  const [rows, setRows] = useState(() => Object.entries(values).map(([name, pointer]) => ({ name, pointer })))
  const set = (next: { name: string; pointer: string }[]) => {
    setRows(next)
    const whole = next.filter(({ name, pointer }) => name !== '' && pointer !== '')
    onChange(Object.fromEntries(whole.map(({ name, pointer }) => [name, pointer])))
  }
  return (
    <Stack gap="s">
      {rows.map(({ name, pointer }, at) => (
        <Row key={at} gap="s" align="end" wrap role="group" aria-label={t`Value ${at + 1}`}>
          <TextField
            label={t`Name`}
            value={name}
            maxLength={40}
            onChange={(next) => set(rows.with(at, { name: next.replaceAll(/[^\w-]/g, '_'), pointer }))}
          />
          <PlaceField
            label={t`Place`}
            value={pointer}
            options={options}
            onChange={(next = '') => set(rows.with(at, { name, pointer: next }))}
          />
          <IconButton size="small" label={t`Remove value ${at + 1}`} onClick={() => set(rows.toSpliced(at, 1))}>
            <CloseIcon />
          </IconButton>
        </Row>
      ))}
      <Row>
        <Button size="small" icon={<PlusIcon />} onClick={() => set([...rows, { name: '', pointer: '' }])}>
          <Trans>Add a value</Trans>
        </Button>
      </Row>
    </Stack>
  )
}
