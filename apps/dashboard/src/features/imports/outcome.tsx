import { ButtonLink } from '@dawk/ui/controls/button.tsx'
import { Pairs, Table } from '@dawk/ui/data/table.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { type Import, resultUrl } from './api/imports.ts'

type Progress = NonNullable<Import['run']>

/** What the trial run found, or the run did; and what its undo took back. */
export function Outcome({ of }: { of: Import }) {
  const { t } = useLingui()
  const progress = of.run ?? of.dryRun
  if (!progress) return null
  const { undo } = of
  return (
    <Stack gap="m">
      <Heading>{of.run ? t`What was imported` : t`What an import would do`}</Heading>
      <Numbers progress={progress} rows={of.analysis?.rows ?? progress.rows} />
      {undo && (
        <Notice tone="info">
          <Trans>
            Undone: {undo.deleted} contacts deleted, {undo.restored} restored, {undo.kept} kept because they were
            changed since.
          </Trans>
        </Notice>
      )}
      <Errors of={of} progress={progress} />
    </Stack>
  )
}

function Numbers({ progress: { rows: done, counts }, rows }: { progress: Progress; rows: number }) {
  const { t } = useLingui()
  const shown: [string, number][] = [
    [t`New contacts`, counts.created],
    [t`Changed`, counts.updated],
    [t`As they were`, counts.unchanged],
    [t`Not imported`, counts.failed],
    [t`Suppressed`, counts.suppressed],
    [t`Landlines`, counts.landlines],
    [t`Consents recorded`, counts.consentsChanged],
    [t`Consents kept as the person said`, counts.consentsKept],
  ]
  return (
    <Pairs
      pairs={[
        [t`Rows done`, <Text key="done" numbers>{t`${done} of ${rows}`}</Text>],
        ...shown
          .filter(([, count], at) => count > 0 || at < 4)
          .map(
            ([label, count]) =>
              [
                label,
                <Text key={label} numbers>
                  {String(count)}
                </Text>,
              ] as const,
          ),
      ]}
    />
  )
}

function Errors({ of: { id, hasFile, run }, progress: { counts } }: { of: Import; progress: Progress }) {
  const { t } = useLingui()
  const words = useErrorCodes()
  return (
    <Stack gap="m">
      {counts.byError.length > 0 && (
        <Table
          label={t`Rows with errors`}
          items={counts.byError}
          keyOf={({ code }) => code}
          columns={[
            { head: t`Error`, cell: ({ code }) => <Text>{words[code] ?? code}</Text> },
            { head: t`Rows`, cell: ({ count }) => <Text numbers>{String(count)}</Text> },
            { head: t`For example rows`, cell: ({ sampleRows }) => <Text numbers>{sampleRows.join(', ')}</Text> },
          ]}
        />
      )}
      {hasFile && (
        <Row gap="s">
          {counts.failed > 0 && (
            <ButtonLink href={resultUrl(id, 'errors')} external>
              <Trans>Download the rows with errors</Trans>
            </ButtonLink>
          )}
          {run && counts.created > 0 && (
            <ButtonLink href={resultUrl(id, 'created')} external>
              <Trans>Download the new contacts</Trans>
            </ButtonLink>
          )}
        </Row>
      )}
    </Stack>
  )
}

function useErrorCodes(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    phone_missing: t`No phone number`,
    phone_scientific: t`The spreadsheet has cut off digits`,
    phone_ambiguous_country: t`No country code`,
    phone_impossible: t`No possible phone number`,
    phone_several: t`Several numbers in one cell`,
    key_missing: t`Nothing by which the contact is found`,
    duplicate_in_file: t`The same person as an earlier row`,
    conflict: t`Belongs to two contacts`,
    not_found: t`No contact with this id`,
    type_mismatch: t`A value of another kind`,
    unknown_option: t`No such option`,
    suppressed: t`The data of this person were erased`,
    row_too_long: t`Too many cells`,
    row_unreadable: t`Not readable`,
    consent_evidence_missing: t`No proof of the consent`,
  }
}
