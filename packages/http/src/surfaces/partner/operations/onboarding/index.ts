import { createOnboardingLink } from './create-onboarding-link.ts'
import { listChildNumbers } from './list-child-numbers.ts'
import { listOnboardingLinks } from './list-onboarding-links.ts'
import { revokeOnboardingLink } from './revoke-onboarding-link.ts'

export const onboarding = { createOnboardingLink, listOnboardingLinks, revokeOnboardingLink, listChildNumbers }
