import { archiveDrip } from './archive-drip.ts'
import { cancelEnrollment } from './cancel-enrollment.ts'
import { createDrip } from './create-drip.ts'
import { deleteDrip } from './delete-drip.ts'
import { enrollContacts } from './enroll-contacts.ts'
import { getDrip } from './get-drip.ts'
import { getDripStatistics } from './get-drip-statistics.ts'
import { getEnrollment } from './get-enrollment.ts'
import { listDrips } from './list-drips.ts'
import { listEnrollments } from './list-enrollments.ts'
import { pauseDrip } from './pause-drip.ts'
import { publishDrip } from './publish-drip.ts'
import { resumeDrip } from './resume-drip.ts'
import { updateDrip } from './update-drip.ts'

export const drips = {
  listDrips,
  getDrip,
  createDrip,
  updateDrip,
  deleteDrip,
  publishDrip,
  pauseDrip,
  resumeDrip,
  archiveDrip,
  getDripStatistics,
  enrollContacts,
  listEnrollments,
  getEnrollment,
  cancelEnrollment,
}
