import { changeSegmentMembers } from './change-segment-members.ts'
import { createSegment } from './create-segment.ts'
import { deleteSegment } from './delete-segment.ts'
import { getSegment } from './get-segment.ts'
import { listSegmentContacts } from './list-segment-contacts.ts'
import { listSegments } from './list-segments.ts'
import { previewSegment } from './preview-segment.ts'
import { updateSegment } from './update-segment.ts'

export const segments = {
  listSegments,
  getSegment,
  createSegment,
  updateSegment,
  deleteSegment,
  previewSegment,
  listSegmentContacts,
  changeSegmentMembers,
}
