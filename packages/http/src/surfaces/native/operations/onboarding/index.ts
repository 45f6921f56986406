import { connectByOnboarding } from './connect-by-onboarding.ts'
import { openOnboarding } from './open-onboarding.ts'

export const onboarding = { openOnboarding, connectByOnboarding }
