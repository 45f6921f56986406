import { Button } from '@dawk/ui/controls/button.tsx'
import { SelectField } from '@dawk/ui/controls/fields.tsx'
import { Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { type Import, type Reading, readImportAnew } from './api/imports.ts'

const byFile = '-'

/** How the file is read, where its bytes mislead: another sheet, encoding or delimiter, or a header that is none. */
export function ReadingForm({ of: { id, analysis } }: { of: Import }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const [isOpen, setOpen] = useState(false)
  const [reading, setReading] = useState<Reading>({})
  const read = useAction({
    run: () => readImportAnew(id, reading),
    refresh: [['import', id], ['imports']],
    quiet: true,
  })
  const isWorkbook = analysis?.format === 'xlsx'
  const choose = (change: Choices) => setReading((before) => withoutNothing({ ...before, ...change }))
  const asTold = { value: byFile as typeof byFile, label: t`As the file tells` }
  if (!isOpen)
    return (
      <Row>
        <Button onClick={() => setOpen(true)}>
          <Trans>Read the file in another way</Trans>
        </Button>
      </Row>
    )
  return (
    <Stack gap="s">
      <Grid cell="s">
        {isWorkbook ? (
          <SelectField
            label={t`Sheet`}
            value={reading.sheet ?? analysis?.sheet ?? analysis?.sheets?.[0] ?? byFile}
            options={(analysis?.sheets ?? []).map((name) => ({ value: name, label: name }))}
            onChange={(sheet) => choose({ sheet })}
          />
        ) : (
          <>
            <SelectField
              label={t`Encoding`}
              value={reading.encoding ?? byFile}
              options={[asTold, ...encodings.map((name) => ({ value: name, label: name.toUpperCase() }))]}
              onChange={(encoding) => choose({ encoding: encoding === byFile ? undefined : encoding })}
            />
            <SelectField
              label={t`Between the cells`}
              value={reading.delimiter ?? byFile}
              options={[
                asTold,
                { value: ',', label: t`Comma` },
                { value: ';', label: t`Semicolon` },
                { value: '\t', label: t`Tab` },
                { value: '|', label: t`Vertical bar` },
              ]}
              onChange={(delimiter) => choose({ delimiter: delimiter === byFile ? undefined : delimiter })}
            />
          </>
        )}
        <SelectField
          label={t`First row`}
          value={reading.header === undefined ? byFile : String(reading.header)}
          options={[
            asTold,
            { value: 'true', label: t`Names of the columns` },
            { value: 'false', label: t`A contact like the others` },
          ]}
          onChange={(value) => choose({ header: value === byFile ? undefined : value === 'true' })}
        />
      </Grid>
      {read.error && <Notice tone="danger">{[words(read.error).message, words(read.error).detail].join(' ')}</Notice>}
      <Row justify="end">
        <Button busy={read.isPending} disabled={Object.keys(reading).length === 0} onClick={() => read.mutate()}>
          <Trans>Read it again</Trans>
        </Button>
      </Row>
    </Stack>
  )
}

/** What is undefined the file tells. */
type Choices = { [Name in keyof Reading]: Reading[Name] | undefined }

const withoutNothing = (choices: Choices): Reading =>
  Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined))

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
