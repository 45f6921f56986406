import { createLabel } from './create-label.ts'
import { deleteLabel } from './delete-label.ts'
import { listLabels } from './list-labels.ts'
import { updateLabel } from './update-label.ts'

export const labels = { listLabels, createLabel, updateLabel, deleteLabel }
