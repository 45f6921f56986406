import Type from 'typebox'

export const OnboardingToken = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'Of the link: what stands behind the #.',
})
