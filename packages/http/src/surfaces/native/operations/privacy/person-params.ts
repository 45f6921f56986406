import Type from 'typebox'

export const PersonParams = Type.Object({
  id: Type.String({ maxLength: 256, description: 'The id of the contact, a phone number, or a user id of Meta.' }),
})
