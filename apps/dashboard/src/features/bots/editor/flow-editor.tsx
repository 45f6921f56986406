import { Button } from '@dawk/ui/controls/button.tsx'
import { Tabs, ViewBar } from '@dawk/ui/data/tabs.tsx'
import { Beside, isNarrow, Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Count, Notice, Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { isStatus } from '#lib/client/api-error.ts'
import { useAction, useErrorWords } from '#lib/client/use-action.ts'
import { useSettled } from '#lib/data/use-settled.ts'
import { useMay } from '#lib/session/session.ts'
import { updateFlow } from '../api/change-flow.ts'
import { type Flow, validationQuery } from '../api/flows.ts'
import type { Document } from '../document/flow-document.ts'
import { AddNodeMenu } from './add-node-menu.tsx'
import { DocumentJson } from './document-json.tsx'
import { NodeList } from './node-list.tsx'
import { NodePanel } from './node-panel.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { ProblemsPanel } from './problems-panel.tsx'
import { TriggersPanel } from './triggers-panel.tsx'

const GraphView = lazy(() => import('./graph-view.tsx'))

type View = 'graph' | 'list' | 'json'
type Panel = 'node' | 'triggers' | 'problems' | 'preview'

const settledMs = 500

/** The draft of a flow: drawn or as a list, with the form of what is chosen, its problems and a preview beside it. */
export function FlowEditor({ flow }: { flow: Flow }) {
  const { t } = useLingui()
  const editable = useMay()('automations:write') && flow.archivedAt === null
  const [base, setBase] = useState<Base>({ document: flow.spec, revision: flow.draftRevision })
  const [document, setDocument] = useState<Document>(flow.spec)
  // what somebody else has saved is taken over as long as nothing was written here
  if (flow.draftRevision > base.revision && document === base.document) {
    setBase({ document: flow.spec, revision: flow.draftRevision })
    setDocument(flow.spec)
  }
  const [selected, setSelected] = useState<string | null>(null)
  const [view, setView] = useState<View>(() => (isNarrow() ? 'list' : 'graph')) // a graph is too small on a phone
  const [panel, setPanel] = useState<Panel>('node')
  const settled = useSettled(document, settledMs)
  const { data: validation } = useQuery(validationQuery(settled))
  const problems = validation?.errors ?? []
  const choose = (id: string | null) => {
    setSelected(id)
    if (id !== null) setPanel('node')
  }
  const shared = { document, problems, selected, editable, onSelect: choose, onChange: setDocument }
  return (
    <Stack gap="m">
      <Row justify="between" gap="s" wrap>
        <ViewBar<View>
          label={t`How the flow is shown`}
          value={view}
          tabs={[
            { value: 'graph', label: t`Graph` },
            { value: 'list', label: t`List` },
            { value: 'json', label: t`JSON` },
          ]}
          onChange={setView}
        />
        {editable && (
          <Row gap="s">
            <AddNodeMenu
              document={document}
              onAdd={(next, id) => {
                setDocument(next)
                choose(id)
              }}
            />
            <SaveButton id={flow.id} base={base} document={document} onSaved={setBase} />
          </Row>
        )}
      </Row>
      <Beside
        asideLabel={t`What is chosen`}
        aside={
          <Tabs<Panel>
            label={t`Beside the flow`}
            value={panel}
            onChange={setPanel}
            tabs={[
              { value: 'node', label: t`Node` },
              { value: 'triggers', label: t`Triggers` },
              {
                value: 'problems',
                label: t`Problems`,
                ...(problems.length > 0 && {
                  badge: <Count value={problems.length} label={t`Problems: ${problems.length}`} />,
                }),
              },
              { value: 'preview', label: t`Preview` },
            ]}
          >
            {panel === 'node' && <NodePanel key={selected} {...shared} />}
            {panel === 'triggers' && <TriggersPanel {...shared} />}
            {panel === 'problems' && <ProblemsPanel validation={validation} onSelect={choose} />}
            {panel === 'preview' && <PreviewPanel document={document} />}
          </Tabs>
        }
      >
        {view === 'graph' && (
          <Suspense fallback={<Skeleton rows={8} label={t`Loading`} />}>
            <GraphView {...shared} />
          </Suspense>
        )}
        {view === 'list' && <NodeList {...shared} />}
        {view === 'json' && <DocumentJson document={document} editable={editable} onChange={setDocument} />}
      </Beside>
    </Stack>
  )
}

/** What the parts of the editor work on. */
export interface EditorProps {
  document: Document
  problems: readonly { field: string; message: string }[]
  selected: string | null
  editable: boolean
  onSelect(id: string | null): void
  onChange(document: Document): void
}

/** From which draft the editor began. */
interface Base {
  document: Document
  revision: number
}

interface SaveButtonProps {
  id: string
  base: Base
  document: Document
  onSaved(base: Base): void
}

/** A draft that somebody else has changed meanwhile is replaced only when that is asked for. */
function SaveButton({ id, base, document, onSaved }: SaveButtonProps) {
  const { t } = useLingui()
  const words = useErrorWords()
  const save = useAction({
    run: async (replaces: boolean) => {
      const spec = { ...document }
      const saved = await updateFlow(id, { spec, ...(!replaces && { ifRevision: base.revision }) })
      return { document, revision: saved.draftRevision }
    },
    done: t`The draft is saved`,
    refresh: [
      ['flows', 'one', id],
      ['flows', 'list'],
    ],
    quiet: true,
    onDone: onSaved,
  })
  const isBehind = isStatus(save.error, 412)
  return (
    <>
      {save.error && (
        <Notice
          tone="danger"
          {...(isBehind && {
            action: (
              <Button size="small" busy={save.isPending} onClick={() => save.mutate(true)}>
                <Trans>Replace it with mine</Trans>
              </Button>
            ),
          })}
        >
          {isBehind ? (
            <Trans>Somebody else has changed the draft. What you have written is kept here.</Trans>
          ) : (
            words(save.error).message
          )}
        </Notice>
      )}
      <Button
        tone="primary"
        busy={save.isPending}
        disabled={document === base.document}
        onClick={() => save.mutate(false)}
      >
        <Trans>Save the draft</Trans>
      </Button>
    </>
  )
}
