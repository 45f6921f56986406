import { Button } from '@dawk/ui/controls/button.tsx'
import { PlusIcon } from '@dawk/ui/icons.tsx'
import { Grid, Stack } from '@dawk/ui/layout/layout.tsx'
import { Heading } from '@dawk/ui/layout/text.tsx'
import { Dialog } from '@dawk/ui/overlays/dialog.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type NodeKind, nodeKindsQuery } from '../api/kinds.ts'
import { useGroupNames, useKindNames } from '../bot-words.ts'
import { type Document, newNodeId, putNode } from '../document/flow-document.ts'
import { blankOf } from '../document/schema.ts'

interface AddNodeMenuProps {
  document: Document
  onAdd(document: Document, id: string): void
}

/** Every kind of node there is, by group. */
export function AddNodeMenu({ document, onAdd }: AddNodeMenuProps) {
  const { t } = useLingui()
  const [isOpen, setIsOpen] = useState(false)
  const { data: kinds } = useSuspenseQuery(nodeKindsQuery)
  const names = useKindNames()
  const groups = useGroupNames()
  const add = ({ kind, schema }: NodeKind) => {
    const id = newNodeId(document, kind)
    setIsOpen(false)
    onAdd(putNode(document, id, { kind, data: blankOf(schema), exits: {} }), id)
  }
  const groupNames = [...new Set(kinds.data.map(({ group }) => group))]
  return (
    <>
      <Button icon={<PlusIcon />} onClick={() => setIsOpen(true)}>
        <Trans>Add a node</Trans>
      </Button>
      <Dialog open={isOpen} size="large" title={t`Add a node`} closeLabel={t`Close`} onClose={() => setIsOpen(false)}>
        <Stack gap="m">
          {groupNames.map((group) => (
            <Stack key={group} gap="s">
              <Heading level={3}>{groups[group] ?? group}</Heading>
              <Grid cell="s">
                {kinds.data
                  .filter((one) => one.group === group)
                  .map((one) => (
                    <Button key={one.kind} title={one.title} onClick={() => add(one)}>
                      {names[one.kind] ?? one.kind}
                    </Button>
                  ))}
              </Grid>
            </Stack>
          ))}
        </Stack>
      </Dialog>
    </>
  )
}
