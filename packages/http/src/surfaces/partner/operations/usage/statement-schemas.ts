import Type from 'typebox'

export const MonthParams = Type.Object({
  month: Type.String({ maxLength: 64, description: 'A month in UTC, as 2026-11.', examples: ['2026-11'] }),
})
