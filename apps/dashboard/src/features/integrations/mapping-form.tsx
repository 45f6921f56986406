import { Button } from '@dawk/ui/controls/button.tsx'
import { TextField } from '@dawk/ui/controls/fields.tsx'
import { Box, Grid, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading, Text } from '@dawk/ui/layout/text.tsx'
import { Notice } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { problemsBelow } from '#lib/client/api-error.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { ListField } from '#lib/fields/list-field.tsx'
import { sendChoicesQuery } from '#lib/templates/send-choices.ts'
import { changeSource, learnedQuery, type Source } from './api/sources.ts'
import { DataFields } from './data-fields.tsx'
import { PlaceField } from './place-field.tsx'
import { type Mapping, mappingOf } from './source-draft.ts'

/** What of an event is what: each place is chosen from those that came in. */
export function MappingForm({ source }: { source: Source }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const { data: learned } = useSuspenseQuery(learnedQuery(source.id))
  const { data: choices } = useSuspenseQuery(sendChoicesQuery)
  const [draft, setDraft] = useState<Mapping>(() => mappingOf(source))
  const save = useAction({
    run: () => changeSource(source.id, { mapping: draft }),
    done: t`The mapping is saved`,
    refresh: [['event-source', source.id], ['event-sources']],
    quiet: true,
  })
  const change = (part: Partial<Mapping>) => setDraft((former) => ({ ...former, ...part }))
  const contact = (name: keyof Mapping['contact'], value: string | undefined) => {
    const { [name]: _, ...rest } = draft.contact
    change({ contact: { ...rest, ...(value && { [name]: value }) } as Mapping['contact'] })
  }
  const options = learned.places.map(({ pointer, examples }) => ({
    value: pointer,
    label: `${pointer}  ·  ${examples[0] ?? ''}`.slice(0, 90),
  }))
  const place = (label: string, value: string | undefined, path: string, onChange: (value?: string) => void) => (
    <PlaceField
      label={label}
      value={value}
      options={options}
      error={problemsBelow(save.error, path)}
      onChange={onChange}
    />
  )
  const [first, last] = draft.contact.name ?? []
  const described = words(save.error)
  return (
    <Stack gap="l">
      {learned.samples === 0 ? (
        <Notice>
          <Trans>Send an event first: the places to choose from are those that came in.</Trans>
        </Notice>
      ) : (
        <Row gap="s" justify="between" wrap>
          <Text tone="secondary">
            <Trans>Learned from the latest {learned.samples} events.</Trans>
          </Text>
          <Button size="small" onClick={() => setDraft(learned.mapping as unknown as Mapping)}>
            <Trans>Fill in what was learned</Trans>
          </Button>
        </Row>
      )}
      <Part title={<Trans>Who it is about</Trans>}>
        <Grid>
          {place(t`Phone number`, draft.contact.phone, 'mapping.contact.phone', (value) => contact('phone', value))}
          <TextField
            label={t`Country of numbers without a code`}
            hint={t`Two letters, such as IN`}
            value={draft.contact.defaultCountry ?? ''}
            maxLength={2}
            error={problemsBelow(save.error, 'mapping.contact.defaultCountry')}
            onChange={(value) => contact('defaultCountry', value.toUpperCase())}
          />
          {place(t`Name`, first, 'mapping.contact.name', (value) =>
            change({ contact: { ...draft.contact, name: [value, last].flatMap((one) => one ?? []) } }),
          )}
          {place(t`Last name`, last, 'mapping.contact.name.1', (value) =>
            change({ contact: { ...draft.contact, name: [first, value].flatMap((one) => one ?? []) } }),
          )}
          {place(t`Their id there`, draft.contact.externalId, 'mapping.contact.externalId', (value) =>
            contact('externalId', value),
          )}
          <ListField label={t`Tags that everybody gets`} value={draft.tags} onChange={(tags) => change({ tags })} />
        </Grid>
      </Part>
      <Part title={<Trans>What happened</Trans>}>
        <Grid>
          {place(t`Kind of event`, draft.type, 'mapping.type', (type) => {
            const { type: _, ...rest } = draft
            setDraft({ ...rest, ...(type && { type }) })
          })}
          {place(t`When it happened`, draft.occurredAt, 'mapping.occurredAt', (occurredAt) => {
            const { occurredAt: _, ...rest } = draft
            setDraft({ ...rest, ...(occurredAt && { occurredAt }) })
          })}
        </Grid>
      </Part>
      <Part title={<Trans>Values for messages</Trans>}>
        <DataFields values={draft.data} options={options} onChange={(data) => change({ data })} />
      </Part>
      {choices.attributes.length > 0 && (
        <Part title={<Trans>Fields of the contact</Trans>}>
          <Grid>
            {choices.attributes.map(({ key, label }) => (
              <PlaceField
                key={key}
                label={label}
                value={draft.attributes[key]}
                options={options}
                error={problemsBelow(save.error, `mapping.attributes.${key}`)}
                onChange={(value) => {
                  const { [key]: _, ...rest } = draft.attributes
                  change({ attributes: { ...rest, ...(value && { [key]: value }) } })
                }}
              />
            ))}
          </Grid>
        </Part>
      )}
      {save.error && (
        <Notice tone="danger">
          {described.message} {described.detail}
        </Notice>
      )}
      <Row justify="end">
        <Button tone="primary" busy={save.isPending} onClick={() => save.mutate()}>
          <Trans>Save the mapping</Trans>
        </Button>
      </Row>
    </Stack>
  )
}

const Part = ({ title, children }: { title: ReactNode; children: ReactNode }) => (
  <Stack gap="s">
    <Heading level={2}>{title}</Heading>
    <Box surface="card" padding="m">
      {children}
    </Box>
  </Stack>
)
