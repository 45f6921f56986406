/** What a check of a campaign may say, in the words of docs/campaigns.md. An error keeps it from being launched. */
export const checkCodes = {
  template_missing: 'The template is not there, or was not read from Meta yet.',
  template_not_approved: 'Meta lets only approved templates be sent.',
  bindings_do_not_fit: 'The bindings do not give what the template takes.',
  link_base_mismatch: 'A button with a short link does not lead to the short links of the account.',
  audience_not_usable: 'A segment or filter of the audience cannot be used.',
  number_not_ready: 'The number cannot send.',
  audience_empty: 'Nobody is in the audience.',
  category_changes: 'Meta announced that it will change the category of the template.',
  template_flagged: 'The quality of the template is falling: Meta may pause it.',
  quality_low: 'The quality of the number is low.',
  no_opt_out: 'A marketing template should say how to opt out, by a footer or a button.',
  params_missing: 'Values of the template are missing for some people.',
  some_wait: 'Some people have to wait, for instance for the end of quiet hours.',
  takes_days: 'The daily allowance of the business stretches the campaign over days.',
  ends_early: 'The campaign ends before everybody can be sent something.',
} as const

export type CheckCode = keyof typeof checkCodes

export interface CheckFinding {
  code: CheckCode
  /** The member of the campaign that it is about. */
  field: string
  message: string
}
