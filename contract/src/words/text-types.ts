/** A tree of texts by name; `name_one` and `name_other` are the forms of one text for different numbers. */
export type Tree = { readonly [name: string]: string | Tree }

/**
 * The same tree in another language: a name that is missing, or one too many, does not compile.
 *
 * @typeParam Form a plural form that this language has beside `one` and `other`: French says `many` from a million on
 */
export type Translated<T, Form extends string = never> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K], Form>
} & {
  readonly [K in keyof T as K extends `${infer Name}_other` ? `${Name}_${Form}` : never]: string
}

/** The names of all texts of a tree, as dotted paths; forms of one text are one name. */
export type KeyOf<T> = WithoutForm<PathOf<T>>

/** What a text needs to be complete: nothing, or a value for each `{{name}}` in it. */
export type ValuesOf<T, K extends string> = Values<Names<TextAt<T, K>>>

type PathOf<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${PathOf<T[K]>}`
}[keyof T & string]

type WithoutForm<P> = P extends `${infer Name}_one` | `${infer Name}_other` ? Name : P

type TextAt<T, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? TextAt<T[Head], Rest>
    : never
  : K extends keyof T
    ? T[K]
    : `${K}_other` extends keyof T
      ? T[`${K}_other`] | '{{count}}'
      : never

type Names<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Bare<Name> | Names<Rest> : never

/** `{{count, number}}` is a value called count, written as a number of the language. */
type Bare<Name extends string> = Name extends `${infer Own}, ${string}` ? Own : Name

type Values<N extends string> = [N] extends [never]
  ? readonly []
  : readonly [values: { readonly [Name in N]: Name extends 'count' ? number : string | number }]
