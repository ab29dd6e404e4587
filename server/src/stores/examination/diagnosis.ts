/** What a check found; with a `todo` it is a problem. */
export type Diagnosis = { readonly detail: string; readonly todo?: string }
